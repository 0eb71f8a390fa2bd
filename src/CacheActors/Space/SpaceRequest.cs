namespace CacheActors.Space;

/// <summary>Somebody waits for space. It is granted, refused or withdrawn: whichever is first counts. Thread-safe.</summary>
/// <param name="bytes">The space, in bytes.</param>
/// <param name="isPatient">True when it may wait for work under way that will make entries fit to be evicted.</param>
internal sealed class SpaceRequest(long bytes, bool isPatient)
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Bytes => bytes;

    public bool IsPatient => isPatient;

    /// <summary>When it was first seen that it has to be patient, by the clock; for whoever makes room.</summary>
    public long? PatientSince { get; set; }

    /// <summary>True when nobody waits for it any more.</summary>
    public bool IsOver => _answer.Task.IsCompleted;

    /// <summary>The space was taken on behalf of who waits; false when nobody does any more.</summary>
    public bool TryGrant() => _answer.TrySetResult();

    public void Refuse(Exception reason) => _answer.TrySetException(reason);

    /// <summary>Returns when it is granted; throws when it was refused, or when waiting was given up before.</summary>
    public async Task GrantedAsync(CancellationToken cancellationToken)
    {
        await using (cancellationToken.UnsafeRegister(_ => _answer.TrySetCanceled(cancellationToken), null))
        {
            await _answer.Task;
        }
    }
}
