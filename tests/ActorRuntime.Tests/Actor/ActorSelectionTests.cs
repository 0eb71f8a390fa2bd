using Akka.Actor;
using Akka.Event;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class ActorSelectionTests : ActorTest
{
    private readonly IActorRef _root;
    private readonly Probe _probe;

    public ActorSelectionTests()
    {
        _probe = NewProbe();
        _root = Start(
            a =>
            {
                Report(a);
                foreach (var name in new[] { "one", "two", "twelve" })
                {
                    a.Child(
                        b =>
                        {
                            Report(b);
                            b.Child(Report, "leaf");
                        },
                        name
                    );
                }
            },
            "root"
        );
    }

    [Theory]
    [InlineData("/user/root", "root")]
    [InlineData("/user/root/one/leaf", "one/leaf")]
    [InlineData("akka://test/user/root/one", "one")]
    [InlineData("user/root/one", "one")]
    [InlineData("/user/root/two/../one", "one")]
    [InlineData("/user/root/t*", "twelve,two")]
    [InlineData("/user/root/t?o", "two")]
    [InlineData("/user/root/*/leaf", "one/leaf,twelve/leaf,two/leaf")]
    [InlineData("/user/root/**", "one,one/leaf,twelve,twelve/leaf,two,two/leaf")]
    public async Task A_selection_reaches_the_actors_at_its_path(string path, string expected)
    {
        await TreeIsThere();

        Sys.ActorSelection(path).Tell("report");

        (await Reports(expected.Split(',').Length)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_relative_selection_starts_at_the_actor()
    {
        await TreeIsThere();

        _root.Tell("select two/leaf");
        (await Reports(1)).ShouldBe("two/leaf");

        _root.Tell("select ../root/one");
        (await Reports(1)).ShouldBe("one");
    }

    [Fact]
    public async Task The_sender_is_the_selecting_actor()
    {
        await TreeIsThere();

        _root.Tell("select two");
        await Reports(1);

        _probe.Sender.Path.Name.ShouldBe("two");
    }

    [Fact]
    public async Task A_message_to_nobody_is_a_dead_letter()
    {
        await TreeIsThere();
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));

        Sys.ActorSelection("/user/root/three/leaf").Tell("lost");

        var letter = await letters.Next<DeadLetter>();
        letter.Message.ShouldBe("lost");
        letter.Recipient.Path.ToStringWithoutAddress().ShouldBe("/user/root/three/leaf");
    }

    [Fact]
    public async Task ResolveOne_gives_the_reference_or_fails()
    {
        await TreeIsThere();

        var two = await Sys.ActorSelection("/user/root/two").ResolveOne(Patience);
        two.Path.Name.ShouldBe("two");
        two.Path.Uid.ShouldNotBe(0);

        await Should.ThrowAsync<ActorNotFoundException>(() =>
            Sys.ActorSelection("/user/root/three").ResolveOne(Patience)
        );
    }

    [Fact]
    public async Task Identify_is_answered_with_the_reference_or_with_null()
    {
        await TreeIsThere();

        Sys.ActorSelection("/user/root/one").Tell(new Identify("there"), _probe.Ref);
        var there = await _probe.Next<ActorIdentity>();
        there.MessageId.ShouldBe("there");
        there.Subject!.Path.Name.ShouldBe("one");

        Sys.ActorSelection("/user/root/nobody").Tell(new Identify("nobody"), _probe.Ref);
        var nobody = await _probe.Next<ActorIdentity>();
        nobody.MessageId.ShouldBe("nobody");
        nobody.Subject.ShouldBeNull();
    }

    [Fact]
    public async Task A_selection_looks_up_anew_for_each_message()
    {
        var selection = Sys.ActorSelection("/user/comes-and-goes");
        var first = Start(a => a.OnAny(_ => _probe.Ref.Tell("first")), "comes-and-goes");
        selection.Tell("a");
        await _probe.Expect("first");
        await first.GracefulStop(Patience);
        await NamesAreFree();
        Start(a => a.OnAny(_ => _probe.Ref.Tell("second")), "comes-and-goes");

        selection.Tell("b");

        await _probe.Expect("second");
    }

    [Fact]
    public async Task A_reference_is_resolved_only_for_the_right_incarnation()
    {
        await TreeIsThere();
        var provider = ((ExtendedActorSystem)Sys).Provider;
        var one = await Sys.ActorSelection("/user/root/one").ResolveOne(Patience);

        provider.ResolveActorRef(one.Path.ToSerializationFormat()).ShouldBeSameAs(one);
        provider.ResolveActorRef(one.Path.ToString()).ShouldBeSameAs(one);
        provider
            .ResolveActorRef(one.Path.WithUid(one.Path.Uid + 1))
            .ShouldBeOfType<EmptyLocalActorRef>();
        provider.ResolveActorRef("akka://other/user/root").ShouldBe(Sys.DeadLetters);
    }

    private void Report(Scripted actor) =>
        actor.On<string>(text =>
        {
            if (text.StartsWith("select ", StringComparison.Ordinal))
            {
                actor.Context.ActorSelection(text[7..]).Tell("report");
                return;
            }
            var elements = actor.Self.Path.Elements;
            _probe.Ref.Tell(elements.Count == 2 ? elements[1] : string.Join('/', elements.Skip(2)));
        });

    private async Task TreeIsThere()
    {
        await Settle(_root);
        foreach (var child in new[] { "one", "two", "twelve" })
        {
            await Sys.ActorSelection($"/user/root/{child}").ResolveOne(Patience);
        }
    }

    private async Task<string> Reports(int count)
    {
        var reports = new List<string>();
        while (reports.Count < count)
        {
            reports.Add(await _probe.Next<string>());
        }
        reports.Sort(StringComparer.Ordinal);
        return string.Join(',', reports);
    }
}
