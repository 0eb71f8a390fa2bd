namespace CacheActors.Speech;

/// <summary>The voices of one espeak-ng, as it lists them. A name is a language or a file, and may have a variant after a plus.</summary>
internal sealed class EspeakVoices
{
    private const int MostSuggestions = 3;
    private const int Language = 1;
    private const int File = 4;
    private const StringSplitOptions Split = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _variants = new(StringComparer.Ordinal);

    /// <summary>Reads the output of <c>espeak-ng --voices</c> and of <c>espeak-ng --voices=variant</c>.</summary>
    public EspeakVoices(string voices, string variants)
    {
        foreach (var columns in Rows(voices))
        {
            // It looks for languages in lower case only; one that it lists otherwise it does not find.
            if (!columns[Language].Any(char.IsUpper))
            {
                _names.Add(columns[Language]);
            }
            // The last column may be followed by other languages the voice is for: (en-gb 3)(en 5)
            var others = columns[File].Split('(');
            _names.Add(others[0].Trim());
            _names.UnionWith(others.Skip(1).Select(other => other.Split(' ')[0]));
        }
        foreach (var columns in Rows(variants))
        {
            // The file is !v/NAME; only this name is used, in the case it has. It may have blanks.
            _variants.Add(columns[File][(columns[File].IndexOf('/') + 1)..]);
        }
    }

    /// <summary>
    /// True for a name espeak-ng has. It must be asked before it is run: it speaks with another voice where it does not know the
    /// variant, or the country of a language.
    /// </summary>
    public bool Contains(string voiceId)
    {
        var plus = voiceId.IndexOf('+');
        return plus < 0
            ? _names.Contains(voiceId)
            : _names.Contains(voiceId[..plus]) && _variants.Contains(voiceId[(plus + 1)..]);
    }

    /// <summary>Names that look like one, the most alike first.</summary>
    public IReadOnlyList<string> Near(string voiceId)
    {
        var plus = voiceId.IndexOf('+');
        if (plus < 0)
        {
            return Near(voiceId, _names);
        }
        var name = voiceId[..plus];
        IReadOnlyList<string> names = _names.Contains(name) ? [name] : Near(name, _names);
        var variant = voiceId[(plus + 1)..];
        IReadOnlyList<string> variants = _variants.Contains(variant) ? [variant] : Near(variant, _variants);
        return [.. names.SelectMany(n => variants, (n, v) => $"{n}+{v}").Take(MostSuggestions)];
    }

    private static string[] Near(string wanted, IEnumerable<string> names)
    {
        var most = Math.Max(1, wanted.Length / 2);
        return
        [
            .. names
                .Where(name => Math.Abs(name.Length - wanted.Length) <= most)
                .Select(name => (Name: name, Distance: EditDistance.Between(wanted, name)))
                .Where(n => n.Distance <= most)
                .OrderBy(n => n.Distance)
                .ThenBy(n => n.Name, StringComparer.Ordinal)
                .Take(MostSuggestions)
                .Select(n => n.Name),
        ];
    }

    // Priority, language, age and sex, name, file: a heading has no number at the start.
    private static IEnumerable<string[]> Rows(string listing) =>
        listing
            .Split('\n')
            .Select(line => line.Split(' ', File + 1, Split))
            .Where(columns => columns.Length == File + 1 && int.TryParse(columns[0], out _));
}
