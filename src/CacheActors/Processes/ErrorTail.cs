using System.Text;

namespace CacheActors.Processes;

/// <summary>Reads a stream to its end and keeps the last lines of it. A program that is never read from blocks.</summary>
internal sealed class ErrorTail
{
    private const int MostLines = 20;
    private const int MostBytes = 8 * 1024;

    private readonly byte[] _bytes = new byte[2 * MostBytes];
    private int _length;

    /// <summary>The last lines, without blank ones; the first may have lost its beginning.</summary>
    public IReadOnlyList<string> Lines =>
        [
            .. Encoding
                .UTF8.GetString(_bytes.AsSpan(Math.Max(0, _length - MostBytes).._length))
                .Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
                .Select(Printable)
                .Where(line => line.Length > 0)
                .TakeLast(MostLines),
        ];

    /// <summary>Reads until the stream ends.</summary>
    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        int read;
        while ((read = await stream.ReadAsync(_bytes.AsMemory(_length), cancellationToken)) > 0)
        {
            _length += read;
            if (_length > MostBytes)
            {
                _bytes.AsSpan((_length - MostBytes).._length).CopyTo(_bytes);
                _length = MostBytes;
            }
        }
    }

    // The lines end up in messages on terminals: no control sequences.
    private static string Printable(string line) =>
        string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
