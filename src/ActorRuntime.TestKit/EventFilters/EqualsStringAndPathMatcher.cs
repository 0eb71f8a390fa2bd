using Akka.Actor;

namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>
/// One text is right; if it is the path of an actor, also with or without the address: <c>/user/a</c> and <c>user/a</c> mean
/// <c>akka://test/user/a</c>.
/// </summary>
/// <param name="path">The text.</param>
/// <param name="canBeRelative">False if the address must be there.</param>
public class EqualsStringAndPathMatcher(string path, bool canBeRelative = true) : IStringMatcher
{
    private readonly string _path = path;

    /// <inheritdoc/>
    public bool IsMatch(string path)
    {
        if (string.Equals(_path, path, StringComparison.Ordinal))
        {
            return true;
        }
        if (path is null || !ActorPath.TryParse(path, out var actual))
        {
            return false;
        }
        if (ActorPath.TryParse(_path, out var expected))
        {
            return actual == expected;
        }
        return canBeRelative
            && string.Equals(_path.TrimStart('/'), string.Join('/', actual.Elements), StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public override string ToString() => $"== \"{_path}\"";
}
