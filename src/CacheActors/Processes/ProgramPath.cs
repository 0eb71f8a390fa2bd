namespace CacheActors.Processes;

/// <summary>Where a program is.</summary>
internal static class ProgramPath
{
    private const UnixFileMode Execute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>
    /// The absolute path of a program, or null when the machine lacks it. A name is looked for in PATH only: unlike
    /// <see cref="System.Diagnostics.Process"/>, not beside this program and not in the current folder.
    /// </summary>
    public static string? Find(string program)
    {
        var file = OperatingSystem.IsWindows() && !Path.HasExtension(program) ? $"{program}.exe" : program;
        if (Path.GetFileName(file) != file)
        {
            return IsExecutable(file) ? Path.GetFullPath(file) : null;
        }
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(IsExecutable);
    }

    /// <summary>The absolute path of a program.</summary>
    /// <exception cref="MissingToolException">The machine lacks it; the message says what to do.</exception>
    public static string Require(string program, string fix) =>
        Find(program) ?? throw new MissingToolException(program, fix);

    private static bool IsExecutable(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Execute) != UnixFileMode.None);
}
