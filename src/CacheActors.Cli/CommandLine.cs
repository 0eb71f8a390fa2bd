using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using CacheActors.Cli.Output;
using CacheActors.Cli.Verbs;

namespace CacheActors.Cli;

/// <summary>From arguments to an exit code.</summary>
internal sealed class CommandLine(Terminal terminal, TimeProvider time)
{
    private const string Description = """
        An offline-first cache for spoken text: every entry is a persistent actor, its journal the only truth.

          Exit codes: 0 done, 1 failed, 2 the command line or the settings cannot be used, 3 differences found,
          4 the cache is in use by another process, 5 the machine lacks something (see `doctor`),
          130 and 143 stopped by Ctrl-C and SIGTERM; what was finished is kept.
        """;

    private static readonly (string Name, Func<Verb> Create)[] Verbs =
    [
        ("demo", () => new DemoVerb()),
        ("synthesize", () => new SynthesizeVerb()),
        ("import", () => new ImportVerb()),
        ("adopt", () => new AdoptVerb()),
        ("compress", () => new CompressVerb()),
        ("list", () => new ListVerb()),
        ("show", () => new ShowVerb()),
        ("path", () => new PathVerb()),
        ("history", () => new HistoryVerb()),
        ("diff", () => new DiffVerb()),
        ("verify", () => new VerifyVerb()),
        ("export-journal", () => new ExportJournalVerb()),
        ("explain", () => new ExplainVerb()),
        ("stats", () => new StatsVerb()),
        ("pin", () => new PinVerb(pin: true)),
        ("unpin", () => new PinVerb(pin: false)),
        ("ref", () => new RefVerb()),
        ("release", () => new ReleaseVerb()),
        ("evict", () => new EvictVerb()),
        ("clear", () => new ClearVerb()),
        ("reconcile", () => new ReconcileVerb()),
        ("quarantine", () => new QuarantineVerb()),
        ("rebuild", () => new RebuildVerb()),
        ("backup", () => new BackupVerb()),
        ("restore", () => new RestoreVerb()),
        ("doctor", () => new DoctorVerb()),
        ("config", () => new ConfigVerb()),
    ];

    public async Task<int> RunAsync(string[] args, Interruption interruption)
    {
        var parse = CommandsFor(args)
            // No response files: `@name` is a name.
            .Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Action is not (null or ParseErrorAction))
        {
            return Explain(parse);
        }

        if (parse.Errors.Count > 0 || parse.CommandResult.Command is not Verb verb)
        {
            return Refuse(parse);
        }

        try
        {
            return await verb.RunAsync(new Call(parse, terminal, time), interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            terminal.Note("Stopped. What was finished is kept; the same command goes on from there.");
            return interruption.Code;
        }
        catch (Exception exception)
        {
            return Failure.Report(terminal, exception);
        }
    }

    /// <summary>
    /// The commands these arguments can mean: a run of hits takes some 30 ms, of which building what nobody asked for
    /// would be a good part.
    /// </summary>
    private static Command CommandsFor(string[] args)
    {
        var root = new Command("cacheactors", Description)
        {
            GlobalOptions.Cache,
            GlobalOptions.Config,
            GlobalOptions.Json,
        };
        var isNamed = false;
        foreach (var (name, create) in Verbs)
        {
            if (Array.IndexOf(args, name) >= 0)
            {
                root.Add(create());
                isNamed = true;
            }
        }

        if (!isNamed)
        {
            foreach (var (_, create) in Verbs)
            {
                root.Add(create());
            }
        }

        if (!isNamed || Array.Exists(args, a => a is "-h" or "-?" or "--help"))
        {
            root.Add(new HelpOption());
            root.Add(new VersionOption());
        }

        return root;
    }

    /// <summary>Help or the version.</summary>
    private int Explain(ParseResult parse) =>
        parse.Invoke(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error });

    private int Refuse(ParseResult parse)
    {
        if (parse.CommandResult.Command is Verb verb)
        {
            foreach (var error in parse.Errors)
            {
                terminal.Note($"cacheactors: {error.Message}");
            }

            terminal.Note($"`cacheactors {verb.Name} --help` shows what it takes.");
        }
        else
        {
            var unknown = parse.UnmatchedTokens;
            terminal.Note(
                unknown.Count == 0 ? "cacheactors: say what to do."
                : unknown[0].StartsWith('-') ? $"cacheactors: there is no option '{unknown[0]}'."
                : $"cacheactors: there is no verb '{unknown[0]}'."
            );
            terminal.Note($"Verbs: {string.Join(", ", Verbs.Select(v => v.Name))}. `cacheactors --help` tells more.");
        }

        return ExitCode.Usage;
    }
}
