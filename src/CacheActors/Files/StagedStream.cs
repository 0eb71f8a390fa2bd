namespace CacheActors.Files;

/// <summary>
/// What a writer sees of a <see cref="StagedFile"/>. Space is taken before bytes go to the disk. Asynchronous writes reach
/// it on the <see cref="IoPool"/>, synchronous ones on the writer's thread. Closing it does nothing: the file is its
/// lender's.
/// </summary>
/// <param name="file">Gets the bytes.</param>
/// <param name="takeSpace">Takes space for so many bytes more.</param>
/// <param name="io">Runs what blocks.</param>
internal sealed class StagedStream(StagedFile file, Func<int, CancellationToken, ValueTask> takeSpace, IoPool io)
    : Stream
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

    /// <summary>Why the first write that failed did: a writer may hide it, or not even notice.</summary>
    public CacheException? Refusal { get; private set; }

    /// <summary>Hands the rest to the file; the stream takes nothing more.</summary>
    public Task EndAsync(CancellationToken cancellationToken)
    {
        _ended = true;
        return WriteBufferAsync(cancellationToken);
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
            await WriteBufferAsync(cancellationToken);
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

    private async Task WriteBufferAsync(CancellationToken cancellationToken)
    {
        try
        {
            await takeSpace(_buffered, cancellationToken);
            await io.RunAsync(() => file.Write(_buffer, _buffered), cancellationToken);
            _buffered = 0;
        }
        catch (CacheException refusal)
        {
            Refusal ??= refusal;
            throw;
        }
    }

    private void WriteBuffer()
    {
        try
        {
            takeSpace(_buffered, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            file.Write(_buffer, _buffered);
            _buffered = 0;
        }
        catch (CacheException refusal)
        {
            Refusal ??= refusal;
            throw;
        }
    }
}
