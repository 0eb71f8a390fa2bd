namespace CacheActors.Tests.Speech;

/// <summary>A synthesizer that only knows the voice <c>en</c>, and counts who asks.</summary>
internal sealed class FakeSynthesizer : ISpeechSynthesizer
{
    private int _checks;

    public int Checks => _checks;

    public string EngineType => "fake";

    public Task CheckVoiceAsync(string voiceId, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _checks);
        return voiceId == "en"
            ? Task.CompletedTask
            : throw new UnknownVoiceException(voiceId, "There is only en.");
    }

    public Task SynthesizeAsync(
        string text,
        string voiceId,
        double rate,
        Stream output,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();
}
