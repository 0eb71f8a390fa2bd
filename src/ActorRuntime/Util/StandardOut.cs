#pragma warning disable RS0030 // The one place where the runtime prints: loggers that the host has not replaced.
namespace Akka.Util;

/// <summary>Prints whole lines to standard output, in color where that is a terminal.</summary>
internal static class StandardOut
{
    private static readonly Lock Line = new();

    public static void WriteLine(string? text, ConsoleColor? color)
    {
        lock (Line) // The color belongs to the line.
        {
            if (color is { } foreground && !Console.IsOutputRedirected)
            {
                Console.ForegroundColor = foreground;
                Console.Out.WriteLine(text);
                Console.ResetColor();
            }
            else
            {
                Console.Out.WriteLine(text);
            }
        }
    }
}
