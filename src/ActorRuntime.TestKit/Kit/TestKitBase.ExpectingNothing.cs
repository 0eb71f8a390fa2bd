namespace Akka.TestKit;

/// <summary>Expecting that no message comes.</summary>
public abstract partial class TestKitBase
{
    /// <summary>Expects that no message comes within <see cref="RemainingOrDefault"/>.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) =>
        Ended(ExpectNothing(block: true, RemainingOrDefault, cancellationToken));

    /// <summary>Expects that no message comes for a time.</summary>
    /// <param name="duration">How long; dilated.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        Ended(ExpectNothing(block: true, Dilated(duration), cancellationToken));

    /// <summary>Expects that no message comes for a time.</summary>
    /// <param name="milliseconds">How long, in milliseconds; dilated.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <inheritdoc cref="ExpectNoMsg(CancellationToken)"/>
    public async ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        await ExpectNothing(block: false, RemainingOrDefault, cancellationToken);

    /// <inheritdoc cref="ExpectNoMsg(TimeSpan, CancellationToken)"/>
    public async ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        await ExpectNothing(block: false, Dilated(duration), cancellationToken);

    /// <inheritdoc cref="ExpectNoMsg(int, CancellationToken)"/>
    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    private async ValueTask<bool> ExpectNothing(bool block, TimeSpan duration, CancellationToken cancellationToken)
    {
        var start = Now;
        if (await NextAsync(block, duration, remove: true, cancellationToken) is { } envelope)
        {
            throw Failure(
                $"Failed: Expected no messages during {Durations.Text(duration)}, instead received {envelope} after {Durations.Text(Now - start)}."
            );
        }
        _lastWasNoMsg = true;
        return true;
    }
}
