using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Deliberation.Sessions;

public sealed class SessionJsonTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public void Every_sample_comes_back_byte_for_byte()
    {
        Assert.All(SampleSessions.All(), session =>
        {
            var bytes = SessionJson.Write(session);
            Assert.Equal(CanonicalJson.Canonicalize(bytes), bytes);
            var again = SessionJson.Read(bytes);
            Assert.Equal(bytes, SessionJson.Write(again));
            Assert.Equal(session.Question.Text, again.Question.Text);
            Assert.Equal(session.Rounds.SelectMany(r => r.Ballots).Select(b => b.Choice.GetType()), again.Rounds.SelectMany(r => r.Ballots).Select(b => b.Choice.GetType()));
        });
    }

    [Fact]
    public void Any_seed_comes_back_bit_for_bit()
    {
        var session = SampleSessions.Open();
        foreach (var seed in new[] { 0, -1, long.MinValue, long.MaxValue, (1L << 53) - 1, 1L << 53, (1L << 53) + 1, -(1L << 53) - 1 })
        {
            var seeded = session with { Settings = session.Settings with { Seed = seed } };
            Assert.Equal(seed, SessionJson.Read(SessionJson.Write(seeded)).Settings.Seed);
        }
    }

    [Fact]
    public void Any_text_comes_back()
    {
        Prop.ForAll<string>(text =>
        {
            if (text is null || text.Any(char.IsSurrogate))
            {
                return true;
            }

            var bytes = SessionJson.Write(SampleSessions.Hostile(text));
            var again = SessionJson.Read(bytes);
            return again.Rounds[0].Ballots[0].Reasoning == text && SessionJson.Write(again).AsSpan().SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_kind_of_choice_comes_back()
    {
        Choice[] choices =
        [
            new Choice.Vote(1, [1, 0], [1]), new Choice.Abstention(), new Choice.Objection("why"), new Choice.Refusal(), new Choice.Unparsed("bad"),
        ];
        var session = SampleSessions.ClosedDebate();
        foreach (var choice in choices)
        {
            var ballots = session.Rounds[0].Ballots.ToArray();
            ballots[0] = SampleSessions.Make(1, 1, choice, "because");
            var bytes = SessionJson.Write(session with { Rounds = [session.Rounds[0] with { Ballots = ballots }, session.Rounds[1]] });
            var again = SessionJson.Read(bytes);
            Assert.Equal(bytes, SessionJson.Write(again));
            Assert.Equal(choice.GetType(), again.Rounds[0].Ballots[0].Choice.GetType());
        }
    }

    [Fact]
    public void Names_are_camel_case_and_values_kebab_case()
    {
        using var document = JsonDocument.Parse(SessionJson.Write(SampleSessions.ClosedDebate()));
        var root = document.RootElement;
        Assert.Equal("round-limit", root.GetProperty("stop").GetString());
        Assert.Equal("unanimous", root.GetProperty("verdict").GetProperty("final").GetProperty("label").GetString());
        Assert.Equal("2026-11-20T12:00:00.0000000Z", root.GetProperty("opened").GetString());
        Assert.Equal("vote", root.GetProperty("rounds")[0].GetProperty("ballots")[0].GetProperty("choice").GetProperty("kind").GetString());
        Assert.False(root.TryGetProperty("moderator", out _));
        Assert.False(root.GetProperty("question").TryGetProperty("isOpen", out _));
    }

    [Fact]
    public void White_space_and_order_of_members_are_free()
    {
        var bytes = SessionJson.Write(SampleSessions.ClosedDebate());
        using var document = JsonDocument.Parse(bytes);
        var pretty = JsonSerializer.SerializeToUtf8Bytes(document.RootElement, Indented);
        Assert.Equal(bytes, SessionJson.Write(SessionJson.Read(pretty)));
    }

    [Theory]
    [InlineData("\"format\":2", "\"format\":3", "$.format")]
    [InlineData("\"format\":2", "\"format\":1", "$.verdict.effectiveVotes")] // the newer rules' verdict is none of the older ones'
    [InlineData("\"format\":2", "\"format\":0", "$.format")]
    [InlineData("\"format\":2,", "", "$.format")]
    [InlineData("\"format\":2,", "\"format\":2,\"surprise\":true,", "$")]
    [InlineData("\"independence\":{\"basis\":\"assumed\",\"effectiveVotes\":1.8,\"models\":3},", "", "$.verdict.independence")]
    [InlineData("\"effectiveVotes\":1.8", "\"effectiveVotes\":-1", "$.verdict.independence")]
    [InlineData("\"label\":\"unanimous\"", "\"label\":\"tie\"", "$")]
    [InlineData("\"kind\":\"vote\"", "\"kind\":\"decree\"", "$")]
    [InlineData("\"kind\":\"vote\",\"option\":1", "\"kind\":\"vote\",\"option\":2", "$.rounds[0].ballots[1].choice")]
    [InlineData("\"stop\":\"round-limit\"", "\"stop\":\"Round-Limit\"", "$")]
    [InlineData("\"stop\":\"round-limit\"", "\"stop\":5", "$.stop")]
    [InlineData("\"id\":\"01jd", "\"id\":\"../01jd", "$.id")]
    [InlineData("\"confidence\":0.8", "\"confidence\":1.8", "$.rounds[0].ballots[0].confidence")]
    [InlineData("\"quorum\":1,", "", "$")]
    [InlineData("\"seed\":7", "\"seed\":\"7\"", "$.settings.seed")]
    [InlineData("\"opened\":\"2026-11-20T12:00:00.0000000Z\"", "\"opened\":\"yesterday\"", "$.opened")]
    public void An_edit_is_named_with_its_place(string from, string to, string path)
    {
        var text = Encoding.UTF8.GetString(SessionJson.Write(SampleSessions.ClosedDebate()));
        Assert.Contains(from, text, StringComparison.Ordinal);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        var edited = text[..at] + to + text[(at + from.Length)..];
        var error = Assert.Throws<SessionFormatException>(() => SessionJson.Read(Encoding.UTF8.GetBytes(edited)));
        Assert.StartsWith(path, error.Path, StringComparison.Ordinal);
        Assert.NotEmpty(error.Problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":2}")]
    [InlineData("{\"format\":2,\"format\":2}")]
    [InlineData("not json")]
    public void What_is_no_session_is_refused(string text) =>
        Assert.Throws<SessionFormatException>(() => SessionJson.Read(Encoding.UTF8.GetBytes(text)));
}
