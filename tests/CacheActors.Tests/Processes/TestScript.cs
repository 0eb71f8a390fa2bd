namespace CacheActors.Tests.Processes;

/// <summary>A shell script that stands in for a program.</summary>
internal static class TestScript
{
    /// <summary>
    /// Writes it from another process: while this one has it open, a child that is just being started has it open too, and a
    /// file that is open for writing cannot be run.
    /// </summary>
    public static string Write(string path, string script)
    {
        const string Write = "printf '#!/bin/sh\\n%s\\n' \"$2\" > \"$1\" && chmod 755 \"$1\"";
        Tool.Run("sh", "-c", Write, "sh", path, script);
        return path;
    }
}
