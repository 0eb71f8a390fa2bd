using System.Text;

namespace CacheActors.Persistence.Sql;

/// <summary>Decodes a text column of which neighbouring rows mostly hold the same value.</summary>
internal sealed class TextCache
{
    private byte[] _utf8 = [];
    private string _text = "";

    public string Decode(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.SequenceEqual(_utf8))
        {
            _utf8 = utf8.ToArray();
            _text = Encoding.UTF8.GetString(utf8);
        }

        return _text;
    }
}
