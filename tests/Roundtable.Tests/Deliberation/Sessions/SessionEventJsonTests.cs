using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Sessions;
using Roundtable.Models.Rehearsal;
using Roundtable.Record.Storage;

namespace Roundtable.Tests.Deliberation.Sessions;

public sealed class SessionEventJsonTests
{
    [Fact]
    public async Task Every_event_of_a_session_comes_back_from_its_json()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var directory = Directory.CreateTempSubdirectory("roundtable-");
        try
        {
            await using var log = await RecordLog.OpenAsync(directory.FullName, TimeProvider.System, cancellation);
            var seats = RehearsalPanel.Seats(7, TimeSpan.Zero, TimeProvider.System);
            var plan = new SessionPlan(
                "0000000000test", TimeProvider.System.GetUtcNow(), new("Should we?", ["Yes", "No"], []), [.. seats.Select(s => s.Seat)], null, new SessionSettings(true, 2, 1, 7, false, 3, null, 60, 60));
            HashSet<string> kinds = [];
            await foreach (var e in new Deliberator(log, TimeProvider.System) { StreamsAnswers = true }.RunAsync(plan, seats, null, null, cancellation))
            {
                var json = SessionEventJson.Write(e);
                Assert.Equal(json, SessionEventJson.Write(SessionEventJson.Read(json)));
                Assert.Equal(SessionEventJson.Name(e), JsonDocument.Parse(json).RootElement.GetProperty("event").GetString());
                kinds.Add(SessionEventJson.Name(e));
            }

            Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "opened", "round-started", "reasoning-delta", "ballot-cast", "round-finished", "judged", "finished" }, kinds);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void Events_of_an_earlier_version_are_read_under_their_new_names()
    {
        Assert.Equal(
            new SessionEvent.ReasoningDelta(1, 2, 3, "So"),
            SessionEventJson.Read("""{"event":"heard","round":1,"seat":2,"sample":3,"text":"So"}"""u8));
        Assert.Equal(
            new SessionEvent.Retrying(1, 2, 3, "It was cut."),
            SessionEventJson.Read("""{"event":"trying-again","round":1,"seat":2,"sample":3,"why":"It was cut."}"""u8));
    }

    [Fact]
    public void Every_kind_has_its_own_name()
    {
        var nested = typeof(SessionEvent).GetNestedTypes().Order(Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name)));
        var named = typeof(SessionEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().ToDictionary(a => a.DerivedType, a => (string)a.TypeDiscriminator!);
        Assert.All(nested, t => Assert.Equal(JsonNamingPolicy.KebabCaseLower.ConvertName(t.Name), named[t]));
    }
}
