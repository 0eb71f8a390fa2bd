using System.Text;
using CacheActors.Processes;

namespace CacheActors.Speech;

/// <summary>
/// Speaks with espeak-ng, one process for each text. A voice is a language or file that <c>espeak-ng --voices</c> lists,
/// for example <c>en-us</c>; a variant may follow after a plus, for example <c>en-us+f3</c>. Rates from 0.46 to 2.57.
/// </summary>
public sealed class EspeakSynthesizer : ISpeechSynthesizer
{
    private const string Fix =
        "Install it, for example with `apt-get install espeak-ng`, or set its path in the settings.";

    // Words per minute: espeak-ng's own pace, and the range it documents. Outside it takes the nearest end without a word.
    private const int NormalPace = 175;
    private const int SlowestPace = 80;
    private const int FastestPace = 450;

    private const int WavHeaderBytes = 44;

    private readonly SpeechOptions _settings;
    private readonly ChildProcesses _processes;
    private readonly Lock _gate = new();
    private Task<EspeakVoices>? _voices;

    /// <summary>Creates it; nothing is started before it is used.</summary>
    /// <param name="settings">How espeak-ng is run; null for the defaults.</param>
    /// <param name="time">The clock of the time limit; null for the system's.</param>
    public EspeakSynthesizer(SpeechOptions? settings = null, TimeProvider? time = null)
        : this(settings ?? new SpeechOptions(), new ChildProcesses(time ?? TimeProvider.System)) { }

    internal EspeakSynthesizer(SpeechOptions settings, ChildProcesses processes)
    {
        _settings = settings;
        _processes = processes;
    }

    /// <summary>How many espeak-ng processes it has started.</summary>
    public long ProcessesStarted => _processes.Started;

    /// <inheritdoc/>
    public string EngineType => "espeak-ng";

    /// <inheritdoc/>
    public async Task CheckVoiceAsync(string voiceId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(voiceId);
        var voices = await VoicesAsync().WaitAsync(cancellationToken);
        if (!voices.Contains(voiceId))
        {
            throw new UnknownVoiceException(voiceId, Unknown(voiceId, voices.Near(voiceId)));
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidSettingsException">espeak-ng cannot speak at this rate.</exception>
    /// <exception cref="UnknownVoiceException">There is no such voice.</exception>
    /// <exception cref="MissingToolException">espeak-ng is not installed.</exception>
    public async Task SynthesizeAsync(
        string text,
        string voiceId,
        double rate,
        Stream output,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentNullException.ThrowIfNull(output);
        var pace = Pace(rate);
        // espeak-ng itself speaks with another voice where it does not know a variant or a language's country.
        await CheckVoiceAsync(voiceId, cancellationToken);
        string[] arguments =
        [
            "--stdin",
            "--stdout",
            "-b",
            "1", // UTF-8
            "-v",
            voiceId,
            "-s",
            pace,
        ];
        var exit = await _processes.RunAsync(
            Command(arguments) with
            {
                Input = EspeakText.ToBytes(text),
                Output = output,
            },
            cancellationToken
        );
        if (!exit.Succeeded)
        {
            throw new SynthesisFailedException($"{exit}.");
        }
        if (exit.OutputBytes <= WavHeaderBytes)
        {
            throw new SynthesisFailedException("espeak-ng made no audio of this text.");
        }
    }

    private static string Pace(double rate)
    {
        var pace = Math.Round(rate * NormalPace);
        return pace is >= SlowestPace and <= FastestPace
            ? $"{pace:0}"
            : throw new InvalidSettingsException(
                $"espeak-ng cannot speak at rate {rate}. It can from {(double)SlowestPace / NormalPace:0.##} to {(double)FastestPace / NormalPace:0.##}."
            );
    }

    private string Unknown(string voiceId, IReadOnlyList<string> near)
    {
        var hint = near.Count == 0 ? "" : $" Did you mean {string.Join(" or ", near)}?";
        return $"espeak-ng has no voice '{voiceId}'.{hint} `{_settings.EspeakNg} --voices` lists all; `{_settings.EspeakNg} --voices=variant` lists what may follow after a plus, as in en-us+f3.";
    }

    // Listed once and then kept; a failure is not.
    private Task<EspeakVoices> VoicesAsync()
    {
        lock (_gate)
        {
            if (_voices is null or { IsFaulted: true })
            {
                _voices = ListVoicesAsync();
            }
            return _voices;
        }
    }

    private async Task<EspeakVoices> ListVoicesAsync() =>
        new(await ListAsync("--voices"), await ListAsync("--voices=variant"));

    private async Task<string> ListAsync(string option)
    {
        using var output = new MemoryStream();
        var exit = await _processes.RunAsync(Command([option]) with { Output = output }, CancellationToken.None);
        return exit.Succeeded
            ? Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length)
            : throw new SynthesisFailedException($"The voices could not be listed: {exit}.");
    }

    private ChildCommand Command(string[] arguments) => new(_settings.EspeakNg, arguments, _settings.TimeLimit, Fix);
}
