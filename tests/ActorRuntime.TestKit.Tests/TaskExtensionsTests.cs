using Akka.TestKit.Extensions;
using Shouldly;
using Xunit;

namespace ActorRuntime.TestKit.Tests;

public sealed class TaskExtensionsTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);
    private static readonly Task<int> Endless = new TaskCompletionSource<int>().Task;
    private static readonly Task<int> Failed = Task.FromException<int>(new InvalidOperationException("bad"));

    [Fact]
    public async Task A_task_that_ends_in_time_is_fine()
    {
        await Task.CompletedTask.ShouldCompleteWithin(Long);
        (await Task.FromResult(5).ShouldCompleteWithin(Long)).ShouldBe(5);
        await Task.FromResult(5).ShouldCompleteWithin(5, Long);
        (await Task.CompletedTask.AwaitWithTimeout(Long)).ShouldBeTrue();
        (await Task.FromResult(5).WithTimeout(Long)).ShouldBe(5);
    }

    [Fact]
    public async Task A_task_that_does_not_end_is_reported()
    {
        (await Endless.AwaitWithTimeout(Short)).ShouldBeFalse();
        await Should.ThrowAsync<TimeoutException>(() => Endless.WithTimeout(Short));
        var failure = await Should.ThrowAsync<TimeoutException>(() =>
            ((Task)Endless).ShouldCompleteWithin(Short, "because of {0}", "reasons")
        );
        failure.Message.ShouldContain("1 ms because of reasons");
    }

    [Fact]
    public async Task Another_result_is_reported()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() =>
            Task.FromResult(5).ShouldCompleteWithin(6, Long)
        );

        failure.Message.ShouldContain("{6}");
        failure.Message.ShouldContain("{5}");
    }

    [Fact]
    public async Task The_expected_exception_is_returned_and_any_other_end_is_reported()
    {
        (await Failed.ShouldThrowWithin<InvalidOperationException>(Long)).Message.ShouldBe("bad");
        await Failed.ShouldThrowWithin(Failed.Exception!.InnerException!, Long);

        await Should.ThrowAsync<InvalidOperationException>(() => Failed.ShouldThrowWithin<ArgumentException>(Long));
        await Should.ThrowAsync<InvalidOperationException>(() =>
            Task.CompletedTask.ShouldThrowWithin<ArgumentException>(Long)
        );
        await Should.ThrowAsync<TimeoutException>(() => Endless.ShouldThrowWithin<ArgumentException>(Short));
        await Should.ThrowAsync<InvalidOperationException>(() =>
            Failed.ShouldThrowWithin(new InvalidOperationException("other"), Long)
        );
    }
}
