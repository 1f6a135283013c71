using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Sessions;
using Roundtable.Models.Providers;
using Roundtable.Models.Retries;
using Roundtable.Tests.Deliberation.Orchestration;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Models.Retries;

/// <summary>Calls that wait in line for a connection which takes few at once.</summary>
public sealed class LimitedChatClientTests : IDisposable
{
    private readonly ScriptedTable _table = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _table.Dispose();

    [Fact]
    public async Task Five_seats_of_a_server_that_takes_one_at_a_time_all_answer_though_the_last_waits_longer_than_an_answer_may_take()
    {
        var connection = new Connection { Name = "lab", Kind = ApiKind.OpenAI, Address = new Uri("http://192.0.2.1/v1"), Concurrency = 1 };

        // Each answer takes three seconds, a seat may take eight, and the last one is asked after twelve.
        var server = new ScriptedChatClient((_, _, _) =>
        {
            _time.Advance(TimeSpan.FromSeconds(3));
            return Task.FromResult(ScriptedChatClient.Said("""{"choice":"Yes","reasoning":"Because."}"""));
        });
        IChatClient[] seats = [.. Enumerable.Range(0, 5).Select(_ => new LimitedChatClient(new Yielding(server), connection))];
        Session session = await _table.RunAsync(new SessionSettings(false, 1, 1, 1, false, 3, null, 8, 600), seats, time: _time);
        Assert.Empty(session.Rounds[0].Absences);
        Assert.Equal(5, session.Verdict.Final.Cast);
    }

    /// <summary>Lets every other seat come into line before it answers.</summary>
    private sealed class Yielding(IChatClient inner) : DelegatingChatClient(inner)
    {
        public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return await base.GetResponseAsync(messages, options, cancellationToken);
        }
    }
}
