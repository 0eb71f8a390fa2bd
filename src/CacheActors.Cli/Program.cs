using CacheActors.Cli;
using CacheActors.Cli.Output;
using Serilog;

using var terminal = new Terminal();
Log.Logger = new LoggerConfiguration().MinimumLevel.Warning().WriteTo.Sink(new LogNotes(terminal)).CreateLogger();
using var interruption = new Interruption(terminal);
return await new CommandLine(terminal, TimeProvider.System).RunAsync(args, interruption);
