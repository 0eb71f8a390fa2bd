using System.Text;

namespace CacheActors.Tests.Processes;

/// <summary>An output that tells when a program has written its first lines: it is at work then.</summary>
internal sealed class FirstLines(int count) : MemoryStream
{
    private readonly TaskCompletionSource<string[]> _read = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string[]> Lines => _read.Task.WaitAsync(TimeSpan.FromMinutes(1));

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        await base.WriteAsync(buffer, cancellationToken);
        var lines = Encoding.UTF8.GetString(ToArray()).Split('\n');
        if (lines.Length > count)
        {
            _read.TrySetResult(lines[..count]);
        }
    }
}
