using CacheActors.Cli;
using CacheActors.Cli.Output;

using var terminal = new Terminal();
using var interruption = new Interruption(terminal);
return await new CommandLine(terminal, TimeProvider.System).RunAsync(args, interruption);
