using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;
using CacheActors.Files;

namespace CacheActors.Entries;

/// <summary>An entry's two files, compared with its state.</summary>
/// <param name="Wav">What lies under its WAV's name.</param>
/// <param name="M4a">What lies under its M4A's name.</param>
/// <param name="Verdict">What is to be done.</param>
internal sealed record ExaminedEntry(ExaminedFile Wav, ExaminedFile M4a, Verdict Verdict)
{
    /// <summary>Looks at both files. What seems wrong by its size is looked at again with its content. Blocks.</summary>
    /// <param name="key">The entry.</param>
    /// <param name="state">What is journaled.</param>
    /// <param name="liveRun">The compressor that lives now.</param>
    /// <param name="folder">Where files lie.</param>
    /// <param name="readContent">Read the content in any case.</param>
    /// <exception cref="StorageException">A file is there and cannot be read.</exception>
    public static ExaminedEntry Of(
        EntryKey key,
        EntryState state,
        string? liveRun,
        CacheFolder folder,
        bool readContent
    )
    {
        var wav = Examine(AudioFormat.Wav);
        var m4a = Examine(AudioFormat.M4a);
        var verdict = ReconciliationRules.Judge(state.JournaledAs(liveRun), wav.Finding, m4a.Finding);
        return verdict.Kind is null || readContent
            ? new ExaminedEntry(wav, m4a, verdict)
            : Of(key, state, liveRun, folder, readContent: true);

        ExaminedFile Examine(AudioFormat format) =>
            FileExaminer.Examine(folder.AudioPath(key, format), format, Journaled(state, format), readContent);
    }

    /// <summary>What lies under the name of that kind.</summary>
    public ExaminedFile File(AudioFormat format) => format == AudioFormat.Wav ? Wav : M4a;

    /// <summary>What was journaled of the file of that kind; null: nothing.</summary>
    public static FileFacts? Journaled(EntryState state, AudioFormat format) =>
        state switch
        {
            EntryState.Held held when held.Format() == format => new FileFacts(held.SizeBytes(), held.Sha256()),
            EntryState.Missing missing when missing.Format() == format => new FileFacts(
                missing.SizeBytes(),
                missing.Sha256()
            ),
            // The WAV that a compressed file was made of may still be there.
            EntryState.Held
            or EntryState.Missing when ((EntryState.Known)state).Audio is var audio && audio.Format == format =>
                new FileFacts(audio.SizeBytes, audio.Sha256),
            _ => null,
        };
}
