using ActorRuntime.Tests.Actor;
using Akka.Actor;
using Akka.Event;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Event;

public sealed class EventStreamTests : ActorTest
{
    [Fact]
    public async Task Subscribers_get_events_of_the_type_and_of_derived_types()
    {
        var animals = NewProbe();
        var dogs = NewProbe();
        Sys.EventStream.Subscribe(animals.Ref, typeof(IAnimal)).ShouldBeTrue();
        Sys.EventStream.Subscribe<Dog>(dogs.Ref).ShouldBeTrue();
        var (cat, dog, poodle) = (new Cat(), new Dog(), new Poodle());

        foreach (var animal in new object[] { cat, "stone", dog, poodle })
        {
            Sys.EventStream.Publish(animal);
        }

        await animals.Expect(cat, dog, poodle);
        await dogs.Expect(dog, poodle);
        animals.Sender.ShouldBe(Sys.DeadLetters);
    }

    [Fact]
    public async Task Who_subscribes_to_more_gets_each_event_once()
    {
        var probe = NewProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(Dog)).ShouldBeTrue();
        Sys.EventStream.Subscribe(probe.Ref, typeof(IAnimal)).ShouldBeTrue();

        Sys.EventStream.Subscribe(probe.Ref, typeof(Dog)).ShouldBeFalse();
        Sys.EventStream.Subscribe(probe.Ref, typeof(Poodle)).ShouldBeTrue();
        var dog = new Dog();
        Sys.EventStream.Publish(dog);

        await probe.Expect(dog);
        await probe.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task A_part_of_a_subscription_can_be_ended_and_taken_up_again()
    {
        var probe = NewProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(IAnimal));
        var (cat, dog, poodle) = (new Cat(), new Dog(), new Poodle());
        Sys.EventStream.Publish(dog);

        Sys.EventStream.Unsubscribe(probe.Ref, typeof(Dog)).ShouldBeTrue();
        Sys.EventStream.Publish(dog);
        Sys.EventStream.Publish(poodle);
        Sys.EventStream.Publish(cat);
        Sys.EventStream.Subscribe(probe.Ref, typeof(Poodle)).ShouldBeTrue();
        Sys.EventStream.Publish(dog);
        Sys.EventStream.Publish(poodle);

        await probe.Expect(dog, cat, poodle);
    }

    [Fact]
    public async Task Ending_one_of_several_subscriptions_leaves_the_others_as_they_are()
    {
        var probe = NewProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(Dog));
        Sys.EventStream.Subscribe(probe.Ref, typeof(IAnimal));
        var (cat, dog) = (new Cat(), new Dog());

        Sys.EventStream.Unsubscribe(probe.Ref, typeof(IAnimal)).ShouldBeTrue();
        Sys.EventStream.Publish(cat);
        Sys.EventStream.Publish(dog);
        await probe.Expect(dog);

        Sys.EventStream.Subscribe(probe.Ref, typeof(IAnimal)).ShouldBeTrue();
        Sys.EventStream.Unsubscribe(probe.Ref, typeof(Dog)).ShouldBeTrue();
        Sys.EventStream.Publish(dog);
        await probe.Expect(dog);
        await probe.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task After_Unsubscribe_nothing_comes()
    {
        var probe = NewProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(Dog));
        Sys.EventStream.Subscribe(probe.Ref, typeof(Cat));

        Sys.EventStream.Unsubscribe(probe.Ref).ShouldBeTrue();
        Sys.EventStream.Unsubscribe(probe.Ref).ShouldBeFalse();
        Sys.EventStream.Unsubscribe<Dog>(probe.Ref).ShouldBeFalse();
        Sys.EventStream.Publish(new Dog());

        await probe.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task A_subscriber_that_stops_is_unsubscribed()
    {
        var actor = Start(_ => { });
        Sys.EventStream.Subscribe(actor, typeof(Dog));
        await actor.GracefulStop(Patience);

        // It can subscribe anew as soon as its subscription is gone,
        await WaitUntil(() => Sys.EventStream.Subscribe(actor, typeof(Dog)));
        // and that of one who has stopped already is undone as well.
        await WaitUntil(() => Sys.EventStream.Subscribe(actor, typeof(Dog)));
    }

    [Fact]
    public async Task Subscriptions_can_change_while_events_are_published()
    {
        var probe = NewProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(string));
        var others = Enumerable.Range(0, 20).Select(_ => NewProbe().Ref).ToList();

        await Task.WhenAll(
            Task.Run(() =>
            {
                for (var i = 0; i < 1000; i++)
                {
                    Sys.EventStream.Publish($"{i}");
                }
            }),
            Task.Run(() =>
            {
                for (var i = 0; i < 1000; i++)
                {
                    Sys.EventStream.Subscribe(others[i % 20], typeof(object));
                    Sys.EventStream.Unsubscribe(others[i % 20]);
                }
            })
        );

        await probe.Expect([.. Enumerable.Range(0, 1000).Select(i => $"{i}")]);
    }

    [Fact]
    public async Task Messages_that_nobody_misses_are_no_dead_letters()
    {
        var letters = NewProbe();
        var all = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        Sys.EventStream.Subscribe(all.Ref, typeof(AllDeadLetters));
        var actor = Start(_ => { });
        await actor.GracefulStop(Patience);

        actor.Tell(new Unimportant());
        actor.Tell("important");

        (await all.Next<SuppressedDeadLetter>()).Message.ShouldBeOfType<Unimportant>();
        (await all.Next<DeadLetter>()).Message.ShouldBe("important");
        (await letters.Next<DeadLetter>()).Message.ShouldBe("important");
    }

    [Fact]
    public async Task What_is_sent_to_the_dead_letters_is_a_dead_letter()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));

        Sys.DeadLetters.Tell("a", letters.Ref);
        Sys.IgnoreRef.Tell("ignored", letters.Ref);

        var letter = await letters.Next<DeadLetter>();
        letter.Message.ShouldBe("a");
        letter.Sender.ShouldBe(letters.Ref);
        await letters.ExpectNothingBefore("fence");
    }

    /// <summary>Who has stopped is unsubscribed by another thread.</summary>
    private static async Task WaitUntil(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private interface IAnimal;

    private sealed class Cat : IAnimal;

    private class Dog : IAnimal;

    private sealed class Poodle : Dog;

    private sealed class Unimportant : IDeadLetterSuppression;
}
