using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Keeps what it receives for the test.</summary>
internal sealed class InternalTestActor(ReceivedMessages received) : ActorBase
{
    private readonly DelegatingSupervisorStrategy _strategies = new();
    private TestActor.Ignore? _ignore;
    private AutoPilot _autoPilot = AutoPilot.NoAutoPilot;

    protected override SupervisorStrategy SupervisorStrategy() => _strategies;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case TestActor.SetIgnore ignoring:
                _ignore = ignoring.Ignore;
                break;
            case TestActor.SetAutoPilot piloting:
                _autoPilot = piloting.AutoPilot;
                break;
            case TestActor.Watch watch:
                Context.Watch(watch.Actor);
                Answer(watch);
                break;
            case TestActor.Unwatch unwatch:
                Context.Unwatch(unwatch.Actor);
                Answer(unwatch);
                break;
            case TestActor.Spawn spawn:
                Answer(CreateChild(spawn));
                break;
            default:
                Keep(message);
                break;
        }
        return true;
    }

    /// <summary>What no test looked at is not lost silently.</summary>
    protected override void PostStop()
    {
        foreach (var envelope in received.Drain())
        {
            Context.System.DeadLetters.Tell(new DeadLetter(envelope.Message, envelope.Sender, Self), envelope.Sender);
        }
    }

    private void Keep(object message)
    {
        var next = _autoPilot.Run(Sender, message);
        if (next is not KeepRunning)
        {
            _autoPilot = next;
        }
        if (_ignore?.Invoke(message) != true)
        {
            received.Add(new RealMessageEnvelope(message, Sender));
        }
    }

    private object CreateChild(TestActor.Spawn spawn)
    {
        try
        {
            var child = spawn.Apply(Context);
            if (spawn._supervisorStrategy.HasValue)
            {
                _strategies.Update(child, spawn._supervisorStrategy.Value);
            }
            return child;
        }
        catch (Exception refused)
        {
            return new Status.Failure(refused); // The test's mistake, not the test actor's.
        }
    }

    private void Answer(object answer)
    {
        if (!Equals(Sender, Context.System.DeadLetters))
        {
            Sender.Tell(answer, Self);
        }
    }
}
