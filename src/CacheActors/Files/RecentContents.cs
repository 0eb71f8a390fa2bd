namespace CacheActors.Files;

/// <summary>
/// The contents that were published last, and where: the views know all others, but not yet these. Not thread-safe.
/// </summary>
internal sealed class RecentContents
{
    // Far more than can be published while the views catch up.
    private const int Most = 1024;

    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>This content lies there now.</summary>
    public void Add(string sha256, string path)
    {
        if (!_paths.ContainsKey(sha256))
        {
            _order.Enqueue(sha256);
        }
        _paths[sha256] = path;
        if (_order.Count > Most)
        {
            _paths.Remove(_order.Dequeue());
        }
    }

    /// <summary>Where a content was put; it may be gone from there.</summary>
    public string? Find(string sha256) => _paths.GetValueOrDefault(sha256);
}
