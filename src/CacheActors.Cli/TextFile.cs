using System.Text;
using CacheActors.Cli.Output;

namespace CacheActors.Cli;

/// <summary>Reads a text that is to be spoken.</summary>
internal static class TextFile
{
    /// <summary>An hour of speech is about so many bytes of English text.</summary>
    private const double BytesPerHour = 50_000;

    /// <summary>The whole text.</summary>
    /// <exception cref="InputException">There is no such file, or it is not a text that can be spoken.</exception>
    public static string Read(string path, long maxBytes)
    {
        var bytes = ReadBytes(path, maxBytes);
        if (bytes.AsSpan() is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new InputException($"{path} is UTF-16. Convert it first: iconv -f UTF-16 -t UTF-8 FILE > NEW");
        }

        var nul = bytes.AsSpan().IndexOf((byte)0);
        if (nul >= 0)
        {
            throw new InputException($"{path} is not a text file: byte {nul} is 0x00. Give a plain text in UTF-8.");
        }

        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            return string.IsNullOrWhiteSpace(text)
                ? throw new InputException($"{path} is empty: there is nothing to speak.")
                : text;
        }
        catch (DecoderFallbackException invalid)
        {
            throw new InputException(
                $"{path} is not UTF-8: byte {invalid.Index} cannot be decoded. If it is an older text, convert it first: iconv -f ISO-8859-1 -t UTF-8 FILE > NEW",
                invalid
            );
        }
    }

    private static byte[] ReadBytes(string path, long maxBytes)
    {
        if (Directory.Exists(path))
        {
            throw new InputException($"{path} is a folder. Give a text file.");
        }

        try
        {
            using var file = File.OpenRead(path);
            if (file.CanSeek && file.Length > maxBytes)
            {
                throw TooLong(path, file.Length, maxBytes);
            }

            // A pipe has no length: read up to the limit, and one byte to see that there is more.
            using var bytes = new MemoryStream();
            var block = new byte[64 * 1024];
            int read;
            while ((read = file.Read(block)) > 0)
            {
                bytes.Write(block, 0, read);
                if (bytes.Length > maxBytes)
                {
                    throw TooLong(path, bytes.Length, maxBytes);
                }
            }

            return bytes.ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path} does not exist.", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new InputException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static InputException TooLong(string path, long bytes, long maxBytes) =>
        new(
            $"{path} has {Units.Bytes(bytes)} or more, about {bytes / BytesPerHour:0} hours of speech; the limit is {Units.Bytes(maxBytes)}. "
                + "Split it, or raise cacheactors.speech.max-text-bytes in a settings file (--config)."
        );
}
