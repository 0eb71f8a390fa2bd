namespace CacheActors.Files;

/// <summary>
/// What a writer sees of a <see cref="StagedFile"/>. Asynchronous writes reach the disk on the <see cref="IoPool"/>,
/// synchronous ones on the writer's thread. Closing it does nothing: the file is its lender's.
/// </summary>
internal sealed class StagedStream(StagedFile file, IoPool io) : Stream
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _buffered;
    private bool _ended;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => !_ended;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Hands the rest to the file; the stream takes nothing more. Blocks.</summary>
    public void End()
    {
        _ended = true;
        WriteBuffer();
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (Take(buffer.Span) is var taken && taken < buffer.Length)
        {
            buffer = buffer[taken..];
            await io.RunAsync(WriteBuffer, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (Take(buffer) is var taken && taken < buffer.Length)
        {
            buffer = buffer[taken..];
            WriteBuffer();
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Does nothing: bytes are flushed to the disk once, when all are there.</summary>
    public override void Flush() { }

    /// <inheritdoc cref="Flush"/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Copies what has room; the buffer is full if that is not all.</summary>
    private int Take(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        var count = Math.Min(bytes.Length, _buffer.Length - _buffered);
        bytes[..count].CopyTo(_buffer.AsSpan(_buffered));
        _buffered += count;
        return count;
    }

    private void WriteBuffer()
    {
        file.Write(_buffer, _buffered);
        _buffered = 0;
    }
}
