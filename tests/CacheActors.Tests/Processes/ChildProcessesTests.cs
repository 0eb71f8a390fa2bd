using System.Diagnostics;
using System.Text;
using CacheActors.Processes;

namespace CacheActors.Tests.Processes;

public sealed class ChildProcessesTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private readonly TemporaryFolder _folder = new();
    private readonly ChildProcesses _processes = new(TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Arguments_arrive_as_they_are()
    {
        string[] odd = ["", "two words", "'\"$HOME`id`", "--", "-x", "a\nb", "ü", "*", "\\"];
        using var output = new MemoryStream();

        ChildExit exit = await RunAsync(new ChildCommand("printf", ["%s\\0", .. odd], Long, "") { Output = output });

        exit.Succeeded.ShouldBeTrue(exit.ToString());
        Encoding.UTF8.GetString(output.ToArray()).Split('\0')[..^1].ShouldBe(odd);
    }

    [Fact]
    public async Task Input_and_output_larger_than_any_pipe_pass_through()
    {
        var bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        using var output = new MemoryStream();

        ChildExit exit = await RunAsync(new ChildCommand("cat", [], Long, "") { Input = bytes, Output = output });

        exit.Succeeded.ShouldBeTrue(exit.ToString());
        exit.OutputBytes.ShouldBe(bytes.Length);
        output.ToArray().AsSpan().SequenceEqual(bytes).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_input_the_standard_input_is_at_its_end()
    {
        ChildExit exit = await RunAsync(new ChildCommand("cat", [], Long, ""));

        exit.Succeeded.ShouldBeTrue(exit.ToString());
        exit.OutputBytes.ShouldBe(0);
    }

    [Fact]
    public async Task A_program_that_does_not_read_its_input_still_ends_well()
    {
        ChildExit exit = await RunAsync(new ChildCommand("true", [], Long, "") { Input = new byte[3_000_000] });

        exit.Succeeded.ShouldBeTrue(exit.ToString());
    }

    [Fact]
    public async Task Of_a_flood_of_errors_the_last_lines_are_kept()
    {
        ChildExit exit = await Shell("i=0; while [ $i -lt 20000 ]; do echo \"line $i\" >&2; i=$((i+1)); done; exit 3");

        exit.Code.ShouldBe(3);
        exit.Succeeded.ShouldBeFalse();
        exit.Errors.ShouldBe(Enumerable.Range(19980, 20).Select(i => $"line {i}"));
        exit.ToString()
            .ShouldBe("sh ended with exit code 3: line 19995 / line 19996 / line 19997 / line 19998 / line 19999");
    }

    [Fact]
    public async Task Of_one_endless_line_of_errors_the_last_8_KiB_are_kept()
    {
        ChildExit exit = await Shell("head -c 1000000 /dev/zero | tr '\\0' x >&2; printf end >&2");

        exit.Errors.ShouldHaveSingleItem().Length.ShouldBe(8192);
        exit.Errors[0].ShouldEndWith("xend");
    }

    [Fact]
    public async Task Control_characters_in_errors_do_not_reach_a_terminal()
    {
        ChildExit exit = await Shell("printf '\\033[31mred\\033[0m\\r\\n' >&2");

        exit.Errors.ShouldBe(["[31mred [0m"]);
    }

    [Fact]
    public async Task A_program_killed_from_outside_says_so()
    {
        ChildExit exit = await Shell("kill -9 $$");

        exit.Succeeded.ShouldBeFalse();
        exit.ToString().ShouldBe("sh was killed by signal 9");
    }

    [Fact]
    public async Task A_missing_program_is_named_with_the_way_to_get_it()
    {
        var error = await Should.ThrowAsync<MissingToolException>(() =>
            RunAsync(new ChildCommand("no-such-program", [], Long, "Install it."))
        );

        error.Tool.ShouldBe("no-such-program");
        error.Message.ShouldBe("no-such-program was not found. Install it.");
        _processes.Started.ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_is_no_program_is_missing_too()
    {
        var path = _folder.Write("ffmpeg", [1, 2, 3]);

        await Should.ThrowAsync<MissingToolException>(() => RunAsync(new ChildCommand(path, [], Long, "")));
    }

    [Fact]
    public async Task Every_start_is_counted()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Shell("exit 0")));

        _processes.Started.ShouldBe(10);
    }

    [Fact]
    public async Task Messages_of_the_system_come_in_English()
    {
        using var output = new MemoryStream();

        await RunAsync(new ChildCommand("sh", ["-c", "echo $LC_ALL"], Long, "") { Output = output });

        Encoding.UTF8.GetString(output.ToArray()).ShouldBe("C\n");
    }

    [Fact]
    public async Task Cancelling_kills_the_program_and_all_it_started_before_it_returns()
    {
        using var cancel = new CancellationTokenSource();
        var pids = new FirstLines(2);

        Task<ChildExit> run = _processes.RunAsync(
            new ChildCommand("sh", ["-c", "sleep 1000 & echo $!; echo $$; wait"], Long, "") { Output = pids },
            cancel.Token
        );
        var lines = await pids.Lines;
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(run);
        foreach (var pid in lines)
        {
            IsRunning(pid).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task What_is_cancelled_already_is_not_started()
    {
        await Should.ThrowAsync<OperationCanceledException>(
            _processes.RunAsync(new ChildCommand("true", [], Long, ""), new CancellationToken(canceled: true))
        );

        _processes.Started.ShouldBe(0);
    }

    [Fact]
    public async Task A_program_that_uses_up_its_time_is_killed()
    {
        var time = new ManualTime();
        var processes = new ChildProcesses(time);
        var pid = new FirstLines(1);

        Task<ChildExit> run = processes.RunAsync(
            new ChildCommand("sh", ["-c", "echo stuck >&2; echo $$; exec sleep 1000"], Long, "") { Output = pid },
            CancellationToken.None
        );
        var lines = await pid.Lines;
        time.Advance(Long);
        ChildExit exit = await run;

        exit.Succeeded.ShouldBeFalse();
        exit.TimeLimit.ShouldBe(Long);
        exit.ToString().ShouldBe("sh was stopped after 300 s: stuck");
        IsRunning(lines[0]).ShouldBeFalse();
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_kills_the_program_and_is_reported()
    {
        var error = await Should.ThrowAsync<IOException>(() =>
            RunAsync(new ChildCommand("yes", [], Long, "") { Output = new FullStream() })
        );

        error.Message.ShouldBe("full");
    }

    [Fact]
    public async Task Waiting_for_many_programs_holds_no_thread()
    {
        // Other tests run meanwhile, with threads of their own.
        var before = Process.GetCurrentProcess().Threads.Count;
        using var cancel = new CancellationTokenSource();
        var ready = Enumerable.Range(0, 60).Select(_ => new FirstLines(1)).ToArray();
        Task[] runs =
        [
            .. ready.Select(output =>
                _processes.RunAsync(
                    new ChildCommand("sh", ["-c", "echo ready; exec sleep 1000"], Long, "") { Output = output },
                    cancel.Token
                )
            ),
        ];
        await Task.WhenAll(ready.Select(r => r.Lines));

        var threads = Process.GetCurrentProcess().Threads.Count;
        (threads - before).ShouldBeLessThan(ready.Length);
        await cancel.CancelAsync();
        foreach (Task run in runs)
        {
            await Should.ThrowAsync<OperationCanceledException>(run);
        }
    }

    [Fact]
    public async Task Many_runs_leave_no_file_open()
    {
        await Shell("exit 0");
        var before = Directory.GetFiles("/proc/self/fd").Length;

        for (var i = 0; i < 100; i++)
        {
            await Shell("echo out; echo error >&2");
        }

        // Other tests open files too, but not three for each of these runs.
        Directory.GetFiles("/proc/self/fd").Length.ShouldBeLessThan(before + 150);
    }

    private Task<ChildExit> Shell(string script) => RunAsync(new ChildCommand("sh", ["-c", script], Long, ""));

    private Task<ChildExit> RunAsync(ChildCommand command) => _processes.RunAsync(command, CancellationToken.None);

    private static bool IsRunning(string pid) =>
        File.Exists($"/proc/{pid}/stat")
        && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    private sealed class FullStream : MemoryStream
    {
        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => throw new IOException("full");
    }
}
