using System.Globalization;

namespace Akka.TestKit.Extensions;

/// <summary>Says how long tasks may take.</summary>
public static class TaskExtensions
{
    /// <summary>Waits for a task.</summary>
    /// <param name="parentTask">The task.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False if it takes longer. What the task throws comes out.</returns>
    public static async Task<bool> AwaitWithTimeout(
        this Task parentTask,
        TimeSpan timeout,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            await parentTask.WaitAsync(timeout, cancellationToken);
            return true;
        }
        catch (TimeoutException) when (!parentTask.IsCompleted)
        {
            return false;
        }
    }

    /// <summary>Waits for a task.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="parentTask">The task.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Its result.</returns>
    /// <exception cref="TimeoutException">It takes longer.</exception>
    public static Task<T> WithTimeout<T>(
        this Task<T> parentTask,
        TimeSpan timeout,
        CancellationToken cancellationToken = default
    ) => parentTask.WaitAsync(timeout, cancellationToken);

    /// <summary>Fails unless a task ends in time.</summary>
    /// <param name="task">The task.</param>
    /// <param name="timeout">The time.</param>
    /// <param name="because">Why it should.</param>
    /// <param name="becauseArgs">What is put into that.</param>
    /// <exception cref="TimeoutException">It takes longer.</exception>
    public static async Task ShouldCompleteWithin(
        this Task task,
        TimeSpan timeout,
        string because = "",
        params object[] becauseArgs
    )
    {
        if (!await task.AwaitWithTimeout(timeout))
        {
            throw new TimeoutException(
                $"Expected the task to complete within {Durations.Text(timeout)} {Reason(because, becauseArgs)}"
            );
        }
    }

    /// <summary>Fails unless a task ends in time.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="timeout">The time.</param>
    /// <param name="because">Why it should.</param>
    /// <param name="becauseArgs">What is put into that.</param>
    /// <returns>Its result.</returns>
    /// <exception cref="TimeoutException">It takes longer.</exception>
    public static async Task<T> ShouldCompleteWithin<T>(
        this Task<T> task,
        TimeSpan timeout,
        string because = "",
        params object[] becauseArgs
    )
    {
        await ((Task)task).ShouldCompleteWithin(timeout, because, becauseArgs);
        return await task;
    }

    /// <summary>Fails unless a task ends in time with a result.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="expected">The result.</param>
    /// <param name="timeout">The time.</param>
    /// <param name="because">Why it should.</param>
    /// <param name="becauseArgs">What is put into that.</param>
    /// <exception cref="TimeoutException">It takes longer.</exception>
    /// <exception cref="InvalidOperationException">It has another result.</exception>
    public static async Task ShouldCompleteWithin<T>(
        this Task<T> task,
        T expected,
        TimeSpan timeout,
        string because = "",
        params object[] becauseArgs
    )
    {
        var actual = await task.ShouldCompleteWithin(timeout, because, becauseArgs);
        if (!Equals(actual, expected))
        {
            throw new InvalidOperationException(
                $"Expected the task to return {{{expected}}}, but it returned {{{actual}}}. {Reason(because, becauseArgs)}"
            );
        }
    }

    /// <summary>Fails unless a task fails in time.</summary>
    /// <typeparam name="T">The type of the exception.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="timeout">The time.</param>
    /// <param name="because">Why it should.</param>
    /// <param name="becauseArgs">What is put into that.</param>
    /// <returns>The exception.</returns>
    /// <exception cref="TimeoutException">It takes longer.</exception>
    /// <exception cref="InvalidOperationException">It does not fail, or with another exception.</exception>
    public static async Task<T> ShouldThrowWithin<T>(
        this Task task,
        TimeSpan timeout,
        string because = "",
        params object[] becauseArgs
    )
        where T : Exception
    {
        var reason = Reason(because, becauseArgs);
        try
        {
            await task.WaitAsync(timeout);
        }
        catch (T expected) when (task.IsCompleted)
        {
            return expected;
        }
        catch (Exception other) when (task.IsCompleted)
        {
            throw new InvalidOperationException(
                $"Expected the task to throw {typeof(T)}, but it threw {other.GetType()}. {reason}",
                other
            );
        }
        throw new InvalidOperationException($"Expected the task to throw {typeof(T)}, but it did not fail. {reason}");
    }

    /// <summary>Fails unless a task fails in time.</summary>
    /// <typeparam name="T">The type of the exception.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="expected">The exception.</param>
    /// <param name="timeout">The time.</param>
    /// <param name="because">Why it should.</param>
    /// <param name="becauseArgs">What is put into that.</param>
    /// <exception cref="TimeoutException">It takes longer.</exception>
    /// <exception cref="InvalidOperationException">It does not fail, or with another exception.</exception>
    public static async Task ShouldThrowWithin<T>(
        this Task task,
        T expected,
        TimeSpan timeout,
        string because = "",
        params object[] becauseArgs
    )
        where T : Exception
    {
        var actual = await task.ShouldThrowWithin<T>(timeout, because, becauseArgs);
        if (!Equals(actual, expected))
        {
            throw new InvalidOperationException(
                $"Expected the task to throw {expected.Message}, but it threw {actual.Message}. {Reason(because, becauseArgs)}",
                actual
            );
        }
    }

    private static string Reason(string because, object[] args) =>
        args.Length == 0 ? because : string.Format(CultureInfo.InvariantCulture, because, args);
}
