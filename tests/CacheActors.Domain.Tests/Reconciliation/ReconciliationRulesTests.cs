using System.Text;
using System.Text.Json;
using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;
using Shouldly;
using Xunit;

namespace CacheActors.Domain.Tests.Reconciliation;

public class ReconciliationRulesTests
{
    private static readonly FileFinding[] Findings = Enum.GetValues<FileFinding>();

    public static TheoryData<JournaledAs, FileFinding, FileFinding> Cells()
    {
        var cells = new TheoryData<JournaledAs, FileFinding, FileFinding>();
        foreach (var journaled in Enum.GetValues<JournaledAs>())
        {
            foreach (var wav in Findings)
            {
                foreach (var m4a in Findings)
                {
                    cells.Add(journaled, wav, m4a);
                }
            }
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void What_is_not_kept_goes_into_quarantine_and_what_is_not_there_does_not(
        JournaledAs journaled,
        FileFinding wav,
        FileFinding m4a
    )
    {
        var verdict = ReconciliationRules.Judge(journaled, wav, m4a);

        foreach (var (format, finding) in new[] { (AudioFormat.Wav, wav), (AudioFormat.M4a, m4a) })
        {
            if (finding == FileFinding.None)
            {
                verdict.SetsAside(format).ShouldBeFalse();
            }
            if (finding is FileFinding.Broken or FileFinding.Altered && verdict.Remedy != Remedy.LeaveAtWork)
            {
                verdict.SetsAside(format).ShouldBeTrue();
            }
            if (verdict.File == format)
            {
                finding.ShouldBeOneOf(FileFinding.AsJournaled, FileFinding.Whole);
                verdict.SetsAside(format).ShouldBeFalse();
            }
        }
        (verdict.Kind is null).ShouldBe(verdict.Remedy is Remedy.None or Remedy.LeaveAtWork);
    }

    [Theory]
    [InlineData(JournaledAs.Absent)]
    [InlineData(JournaledAs.Wav)]
    [InlineData(JournaledAs.Failed)]
    [InlineData(JournaledAs.Abandoned)]
    [InlineData(JournaledAs.M4a)]
    [InlineData(JournaledAs.MissingWav)]
    [InlineData(JournaledAs.MissingM4a)]
    [InlineData(JournaledAs.Evicted)]
    public void Nothing_is_fine_but_what_is_journaled(JournaledAs journaled)
    {
        var fine =
            from wav in Findings
            from m4a in Findings
            where ReconciliationRules.Judge(journaled, wav, m4a).Remedy == Remedy.None
            select (wav, m4a);

        fine.ShouldBe([
            journaled switch
            {
                JournaledAs.Wav or JournaledAs.Failed or JournaledAs.Abandoned => (
                    FileFinding.AsJournaled,
                    FileFinding.None
                ),
                JournaledAs.M4a => (FileFinding.None, FileFinding.AsJournaled),
                _ => (FileFinding.None, FileFinding.None),
            },
        ]);
    }

    [Fact]
    public void What_is_at_work_is_never_touched()
    {
        foreach (var wav in Findings)
        {
            foreach (var m4a in Findings)
            {
                ReconciliationRules.Judge(JournaledAs.Compressing, wav, m4a).ShouldBe(Verdict.AtWork);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Whatever_became_of_its_compression_a_WAV_is_a_WAV(
        JournaledAs journaled,
        FileFinding wav,
        FileFinding m4a
    )
    {
        if (journaled is JournaledAs.Failed or JournaledAs.Abandoned)
        {
            ReconciliationRules
                .Judge(journaled, wav, m4a)
                .ShouldBe(ReconciliationRules.Judge(JournaledAs.Wav, wav, m4a));
        }
    }

    [Fact]
    public void The_documentation_has_the_tables_as_they_are()
    {
        var operations = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "operations.md"));

        operations.ShouldContain(Tables(), customMessage: "Put this into docs/operations.md:\n" + Tables());
    }

    private static string Tables()
    {
        var text = new StringBuilder();
        foreach (var journaled in Enum.GetValues<JournaledAs>())
        {
            // At work: nothing is done. The others are journaled as a WAV, and judged like one.
            if (journaled is JournaledAs.Compressing or JournaledAs.Failed or JournaledAs.Abandoned)
            {
                continue;
            }
            text.Append($"\n### {Title(journaled)}\n\n| WAV ↓ · M4A → |");
            text.AppendJoin("|", Findings.Select(m4a => $" {Word(m4a)} ")).Append("|\n|---|");
            text.AppendJoin("|", Findings.Select(_ => "---")).Append("|\n");
            foreach (var wav in Findings)
            {
                text.Append($"| {Word(wav)} |");
                text.AppendJoin("|", Findings.Select(m4a => $" {Cell(journaled, wav, m4a)} ")).Append("|\n");
            }
        }
        return text.ToString();
    }

    private static string Cell(JournaledAs journaled, FileFinding wav, FileFinding m4a)
    {
        var verdict = ReconciliationRules.Judge(journaled, wav, m4a);
        return verdict.Kind is { } kind
            ? $"`{JsonNamingPolicy.CamelCase.ConvertName(kind.ToString())}`: {verdict}"
            : verdict.ToString();
    }

    private static string Title(JournaledAs journaled) =>
        journaled switch
        {
            JournaledAs.Absent => "No entry",
            JournaledAs.Wav =>
                "Journaled as WAV (also when its compression failed, or was granted to a compressor that is gone)",
            JournaledAs.M4a => "Journaled as M4A",
            JournaledAs.MissingWav => "Journaled as missing, a WAV",
            JournaledAs.MissingM4a => "Journaled as missing, an M4A",
            JournaledAs.Evicted => "Journaled as evicted",
            _ => throw new ArgumentOutOfRangeException(nameof(journaled)),
        };

    private static string Word(FileFinding finding) =>
        finding switch
        {
            FileFinding.None => "none",
            FileFinding.AsJournaled => "as journaled",
            FileFinding.Whole => "whole, another",
            FileFinding.Altered => "altered",
            FileFinding.Broken => "broken",
            _ => throw new ArgumentOutOfRangeException(nameof(finding)),
        };
}
