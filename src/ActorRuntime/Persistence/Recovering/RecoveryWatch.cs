using Akka.Actor;

namespace Akka.Persistence;

/// <summary>
/// Reminds the actors that recover from one journal, again and again, to see whether anything came since the last time. One
/// timer for all of them: most recoveries end long before it fires.
/// </summary>
internal sealed class RecoveryWatch(TimeSpan timeout, IScheduler scheduler)
{
    private readonly HashSet<RecoveryProgress> _recovering = [];
    private bool _timerRuns;

    public TimeSpan Timeout => timeout;

    public void Add(RecoveryProgress recovery)
    {
        lock (_recovering)
        {
            _recovering.Add(recovery);
            if (!_timerRuns)
            {
                _timerRuns = true;
                scheduler.Advanced.ScheduleOnce(timeout, Remind);
            }
        }
    }

    public void Remove(RecoveryProgress recovery)
    {
        lock (_recovering)
        {
            _recovering.Remove(recovery);
        }
    }

    private void Remind()
    {
        RecoveryProgress[] recovering;
        lock (_recovering)
        {
            recovering = [.. _recovering];
            _timerRuns = recovering.Length > 0;
            if (_timerRuns)
            {
                scheduler.Advanced.ScheduleOnce(timeout, Remind);
            }
        }

        foreach (var recovery in recovering)
        {
            recovery.Permit.Actor.Tell(recovery.Tick, ActorRefs.NoSender);
        }
    }
}
