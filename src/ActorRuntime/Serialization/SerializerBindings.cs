using System.Collections.Concurrent;

namespace Akka.Serialization;

/// <summary>
/// Which serializer serves a type: the one bound to it, else the one bound to the most specific of its base classes and
/// interfaces. Between interfaces that have nothing to do with each other, the one bound first wins.
/// </summary>
internal sealed class SerializerBindings
{
    private readonly Lock _changing = new();

    /// <summary>Replaced as a whole, with all that was found in it, so that readers need no lock.</summary>
    private volatile Table _table = new([]);

    public void Bind(Type type, Serializer serializer)
    {
        lock (_changing)
        {
            var bindings = new List<Binding>(_table.Bindings);
            bindings.RemoveAll(binding => binding.Type == type);
            bindings.Add(new Binding(type, serializer));
            _table = new Table(bindings);
        }
    }

    /// <summary>The serializer of a type, or null. <paramref name="fallback"/> is used instead of that of object.</summary>
    public Serializer? Find(Type type, Serializer? fallback)
    {
        var binding = _table.Find(type);
        return binding is null || (binding.Type == typeof(object) && type != typeof(object))
            ? fallback ?? binding?.Serializer
            : binding.Serializer;
    }

    private sealed record Binding(Type Type, Serializer Serializer);

    private sealed class Table(List<Binding> bindings)
    {
        private readonly ConcurrentDictionary<Type, Binding?> _found = new();

        public List<Binding> Bindings => bindings;

        public Binding? Find(Type type) =>
            _found.TryGetValue(type, out var found) ? found : _found.GetOrAdd(type, MostSpecific(type));

        private Binding? MostSpecific(Type type)
        {
            Binding? best = null;
            foreach (var binding in bindings)
            {
                if (binding.Type.IsAssignableFrom(type) && (best is null || best.Type.IsAssignableFrom(binding.Type)))
                {
                    best = binding;
                }
            }

            return best;
        }
    }
}
