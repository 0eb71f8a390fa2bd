using System.Reflection;

namespace Akka.Configuration.Hocon;

/// <summary>
/// Puts what an include names in its place: what the host's callback answers, or without one the file (or embedded
/// resource) beside the including text.
/// </summary>
internal sealed class HoconIncludes(Func<string, HoconRoot>? callback)
{
    private const int MaxDepth = 20;

    private int _depth;

    public void Add(ObjectNode target, HoconSource from, HoconInclude include, List<string> path)
    {
        foreach (var (key, nodes) in Read(from, include, path).Fields)
        {
            foreach (var node in nodes)
            {
                target.Add(key, node);
            }
        }
    }

    private ObjectNode Read(HoconSource from, HoconInclude include, List<string> path)
    {
        if (callback is not null)
        {
            return Answered(callback, from, include);
        }

        if (++_depth > MaxDepth)
        {
            throw from.Error(
                include.Offset,
                $"includes are nested deeper than {MaxDepth}; do two files include each other?"
            );
        }

        var fields = new HoconReader(Open(from, include), this, [.. path]).ReadRoot();
        _depth--;
        return fields;
    }

    private static ObjectNode Answered(Func<string, HoconRoot> callback, HoconSource from, HoconInclude include)
    {
        var fields = new ObjectNode(from, include.Offset);
        if (!callback(include.Name).Value.TryGetObject(out var answer))
        {
            throw from.Error(include.Offset, $"the include of \"{include.Name}\" is not an object");
        }

        foreach (var (key, value) in answer.Items)
        {
            fields.Add(key, new ResolvedNode(from, include.Offset, value));
        }

        return fields;
    }

    private static HoconSource Open(HoconSource from, HoconInclude include)
    {
        try
        {
            return include.Kind switch
            {
                HoconInclude.Meaning.File when from is HoconResource => HoconFileText.Open(
                    Path.GetFullPath(include.Name)
                ),
                HoconInclude.Meaning.Resource when from is not HoconResource => HoconResource.Open(
                    Assembly.GetEntryAssembly() ?? typeof(HoconIncludes).Assembly,
                    include.Name
                ),
                _ => from.OpenInclude(include.Name),
            };
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or ConfigurationException)
        {
            throw from.Error(include.Offset, $"cannot include \"{include.Name}\": {e.Message}", e);
        }
    }
}
