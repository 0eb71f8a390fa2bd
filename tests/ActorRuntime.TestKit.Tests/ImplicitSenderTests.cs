using Akka.Actor;
using Shouldly;
using Xunit;

namespace ActorRuntime.TestKit.Tests;

public class ImplicitSenderTests : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void What_a_test_sends_comes_from_the_test_actor()
    {
        var echo = ActorOf<Echo>();

        echo.Tell("hello");

        ExpectMsg("hello");
        LastSender.ShouldBe(echo);
    }

    [Fact]
    public async Task What_a_test_sends_after_an_await_comes_from_the_test_actor()
    {
        var echo = ActorOf<Echo>();
        await Task.Yield();

        for (var i = 0; i < 20; i++)
        {
            echo.Tell(i);
            await ExpectMsgAsync(i);
            await Task.Run(() => { });
        }
    }

    [Fact]
    public void A_probe_is_not_the_sender_of_what_a_test_sends()
    {
        var probe = CreateTestProbe();
        var echo = ActorOf<Echo>();

        echo.Tell("hello");

        ExpectMsg("hello");
        probe.HasMessages.ShouldBeFalse();
    }
}
