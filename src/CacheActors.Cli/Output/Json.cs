using System.Text.Json;
using System.Text.Json.Serialization;
using CacheActors.Cli.Verbs;

namespace CacheActors.Cli.Output;

/// <summary>What <c>--json</c> prints. Names are the contract with scripts: add, never rename.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(DemoJson))]
[JsonSerializable(typeof(SynthesizeJson))]
[JsonSerializable(typeof(ImportJson))]
[JsonSerializable(typeof(AdoptJson))]
[JsonSerializable(typeof(CompressJson))]
[JsonSerializable(typeof(List<EntryJson>))]
[JsonSerializable(typeof(EntryJson))]
[JsonSerializable(typeof(PathJson))]
[JsonSerializable(typeof(HistoryJson))]
[JsonSerializable(typeof(VerifyJson))]
[JsonSerializable(typeof(DifferenceJson))]
[JsonSerializable(typeof(ExportJson))]
[JsonSerializable(typeof(StatsJson))]
[JsonSerializable(typeof(RebuildJson))]
[JsonSerializable(typeof(BackupJson))]
[JsonSerializable(typeof(RestoreJson))]
[JsonSerializable(typeof(ReconcileJson))]
[JsonSerializable(typeof(List<QuarantinedJson>))]
[JsonSerializable(typeof(RestoredJson))]
[JsonSerializable(typeof(PinJson))]
[JsonSerializable(typeof(RefJson))]
[JsonSerializable(typeof(ReleaseJson))]
[JsonSerializable(typeof(EvictJson))]
[JsonSerializable(typeof(ClearJson))]
[JsonSerializable(typeof(ExplainJson))]
[JsonSerializable(typeof(DoctorJson))]
[JsonSerializable(typeof(ConfigJson))]
internal sealed partial class Json : JsonSerializerContext
{
    public static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
