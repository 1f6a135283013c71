using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Workspace.Sessions;

/// <summary>
/// Session files as the last version before format 2 wrote them, each with what that version told differently: an alpha of samples, a seat that "moved" by
/// being grouped otherwise, a moderator that thinks aloud.
/// </summary>
public sealed class FormatOneTests
{
    private static readonly string _folder = Path.Combine(Repository.Root, "tests", "Roundtable.Tests", "Samples", "FormatOne");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(_folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_read_written_and_replayed_to_the_same_bytes(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(_folder, name));
        var session = SessionJson.Read(bytes);
        Assert.Equal(1, session.Format);
        Assert.Equal(bytes, SessionJson.Write(session));
        Assert.Empty(Replay.Differences(session));
        Assert.Equal(bytes, SessionJson.Write(Replay.Again(session)));
    }

    [Fact]
    public void The_samples_show_what_the_rules_of_today_tell_otherwise()
    {
        Assert.NotNull(Read("samples.json").Verdict.FinalAgreement.Alpha);
        var moved = Read("open-debate.json");
        var move = Assert.Single(moved.Verdict.Moves);
        var said = moved.Rounds.Select(r => ((Choice.Position)r.Ballots.First(b => b.Seat == move.Seat).Choice).Text);
        Assert.Single(said.Distinct());
        Assert.Contains("<think>", Read("moderated-debate.json").Drafts[0].Text, StringComparison.Ordinal);
        Assert.Contains(Read("moderated-debate.json").Verdict.Moves, m => m.PersuadedBy is { } id
            && Read("moderated-debate.json").Rounds[0].Ballots.First(b => b.Id == id).Choice is Choice.Vote vote && vote.Option == m.From);
    }

    [Fact]
    public void A_session_that_a_person_regroups_is_counted_anew_by_the_rules_of_today()
    {
        var old = Read("open-debate.json");
        var seat = old.Verdict.Moves[0].Seat;
        var regrouped = Regrouping.Move(old, seat, "Teal");
        Assert.Equal(Session.CurrentFormat, regrouped.Format);
        Assert.Empty(regrouped.Verdict.Moves);
        Assert.Equal(IndependenceBasis.Assumed, regrouped.Verdict.Independence!.Basis);
        Assert.All(regrouped.Clusterings, c => Assert.Contains(c.Clusters, k => k.Name == "Teal" && k.Seats.Contains(seat)));
        Assert.Empty(Replay.Differences(SessionJson.Read(SessionJson.Write(regrouped))));
    }

    private static Session Read(string name) => SessionJson.Read(File.ReadAllBytes(Path.Combine(_folder, name)));
}
