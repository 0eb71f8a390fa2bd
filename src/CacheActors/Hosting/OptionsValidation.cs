using Microsoft.Extensions.Options;

namespace CacheActors.Hosting;

/// <summary>Checks the settings when the host starts; every fault is named.</summary>
internal sealed class OptionsValidation : IValidateOptions<CacheActorsOptions>
{
    public ValidateOptionsResult Validate(string? name, CacheActorsOptions options) =>
        SettingsFile.Faults(options) is { Count: > 0 } faults
            ? ValidateOptionsResult.Fail(faults)
            : ValidateOptionsResult.Success;
}
