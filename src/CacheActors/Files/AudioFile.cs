using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CacheActors.Files;

/// <summary>A file from which a parser reads headers at given places; whatever is wrong with it gets one form of message.</summary>
internal sealed class AudioFile : IDisposable
{
    /// <summary>
    /// Just under 2 GiB. A larger file is refused, so a header that declares more than this is never a size that
    /// was true once: it is what a writer that cannot seek back leaves in its place.
    /// </summary>
    public const long LargestBytes = 0x7FFF_0000;

    private readonly string _path;
    private readonly string _accepted;
    private readonly SafeFileHandle _handle;

    private AudioFile(string path, string accepted, SafeFileHandle handle, long length)
    {
        _path = path;
        _accepted = accepted;
        _handle = handle;
        Length = length;
    }

    /// <summary>Bytes in the file.</summary>
    public long Length { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file; a link is followed.</param>
    /// <param name="accepted">What the parser takes, for messages.</param>
    /// <exception cref="InvalidAudioException">It is no regular file, has no bytes, or too many.</exception>
    /// <exception cref="StorageException">It is missing, or cannot be opened.</exception>
    public static AudioFile Open(string path, string accepted)
    {
        if (Directory.Exists(path))
        {
            throw Invalid(path, "it is a folder", accepted);
        }

        var handle = ForeignFile.OpenHandle(path);
        try
        {
            var length = StorageException.Guard("read", path, () => RandomAccess.GetLength(handle));
            return length switch
            {
                0 => throw Invalid(path, "it is empty", accepted),
                > LargestBytes => throw Invalid(path, $"it has {length:N0} bytes", accepted),
                _ => new AudioFile(path, accepted, handle, length),
            };
        }
        catch (Exception error)
        {
            handle.Dispose();
            if (error is NotSupportedException)
            {
                throw Invalid(path, "it is a pipe or a device, not a file", accepted, error);
            }

            throw;
        }
    }

    /// <summary>Fills a buffer from an offset; returns fewer bytes only at the end of the file.</summary>
    public int Read(Span<byte> buffer, long offset)
    {
        try
        {
            var total = 0;
            while (total < buffer.Length)
            {
                var read = RandomAccess.Read(_handle, buffer[total..], offset + total);
                if (read == 0)
                {
                    break;
                }

                total += read;
            }

            return total;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StorageException.From("read", _path, error);
        }
    }

    /// <summary>The exception for what was found in the file.</summary>
    public InvalidAudioException Invalid(string found) => Invalid(_path, found, _accepted);

    /// <summary>What the first bytes of a file are known for, to tell a user what the file really is.</summary>
    public string Describe()
    {
        Span<byte> buffer = stackalloc byte[12];
        ReadOnlySpan<byte> start = buffer[..Read(buffer, 0)];
        return start switch
        {
            _ when start.StartsWith("ID3"u8) => "it is an MP3",
            [0xFF, >= 0xE0, ..] => "it is an MP3 or AAC stream",
            _ when start.StartsWith("OggS"u8) => "it is an Ogg file",
            _ when start.StartsWith("fLaC"u8) => "it is a FLAC file",
            _ when start.StartsWith("FORM"u8) => "it is an AIFF file",
            _ when start.StartsWith("RIFX"u8) => "it is a big-endian WAV",
            _ when start.StartsWith("#EXTM3U"u8) => "it is a playlist",
            _ when start.StartsWith("ffconcat"u8) => "it is an ffmpeg script",
            [_, _, _, _, .. var type] when type.StartsWith("ftyp"u8) => "it is an MP4",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, .. var form] =>
                $"it is a RIFF file of type {Printable(form)}",
            _ => $"it starts with {Printable(start)}",
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    /// <summary>Bytes as text where they are text, else in hex.</summary>
    public static string Printable(ReadOnlySpan<byte> bytes) =>
        bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~')
            ? $"the bytes {Convert.ToHexString(bytes)}"
            : $"\"{Encoding.ASCII.GetString(bytes)}\"";

    private static InvalidAudioException Invalid(string path, string found, string accepted, Exception? inner = null) =>
        new($"{path} cannot be used: {found}. Accepted: {accepted}.", inner) { Found = found };
}
