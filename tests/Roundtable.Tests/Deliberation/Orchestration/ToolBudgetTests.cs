using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Deliberation.Orchestration;

/// <summary>What seats with tools cost stays within the budget, whatever tools return and however often they are asked for.</summary>
public sealed class ToolBudgetTests : IDisposable
{
    private const string Vote = """{"choice":"Yes","reasoning":"Because.","confidence":0.8}""";

    private static readonly SessionSettings _poll = new(false, 1, 1, 1, false, 1, null, 60, 600);
    private static readonly Price _price = new(3m, 15m);

    private readonly ScriptedTable _table = new();

    public void Dispose() => _table.Dispose();

    [Fact]
    public async Task No_session_is_charged_more_than_its_budget()
    {
        var (answered, refused) = (0, 0);
        for (var seed = 0; seed < TestDepth.Of(60, 3_000); seed++)
        {
            var random = new Random(seed);
            var (budget, calls) = (random.Next(5_000, 900_000), random.Next(1, 6));
            var box = new Box(random.Next(3) == 0 ? 20_000 : random.Next(4_000), new string('龘', random.Next(2) * random.Next(4_000)));
            Seeker[] seats = [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => new Seeker(random.Next(7), random.Next(50, 20_000), random.Next(6) == 0 ? random.Next(4) : null))];
            var session = await _table.RunAsync(_poll with { BudgetMicroDollars = budget }, seats, _price, seat: s => WithTools(s, calls), tools: box);
            var charged = seats.Sum(s => s.ChargedMicroDollars);
            Assert.True(charged <= budget, $"Seed {seed}: {charged} of {budget}");
            Assert.True(session.Spend.MicroDollars <= budget, $"Seed {seed}");
            Assert.All(seats, s => Assert.InRange(s.Returned, 0, calls));
            answered += session.Rounds[0].Ballots.Count;
            refused += session.Rounds[0].Ballots.Sum(b => b.Tools?.Count(t => t.Error?.Contains("does not cover reading", StringComparison.Ordinal) == true) ?? 0);
        }

        Assert.InRange(answered, 20, int.MaxValue);
        Assert.InRange(refused, 5, int.MaxValue);
    }

    /// <summary>Where money is left for it a tool is called and read; where it is not, the model is told, and answers without.</summary>
    [Theory]
    [InlineData(600_000, null)]
    [InlineData(80_000, "What is left of the session's budget does not cover reading what a tool returns. Answer with what you have.")]
    public async Task A_tool_is_called_where_what_it_returns_can_be_read(int budget, string? error)
    {
        var (box, seat) = (new Box(20_000), new Seeker(1, 100, null));
        var session = await _table.RunAsync(_poll with { BudgetMicroDollars = budget }, [seat], _price, seat: s => WithTools(s, 2), tools: box);
        var ballot = Assert.Single(session.Rounds[0].Ballots);
        Assert.Equal(error, Assert.Single(ballot.Tools!).Error);
        Assert.Equal(error is null ? 1 : 0, box.Calls);
        Assert.Equal(2, session.Spend.Calls);
        Assert.Equal(seat.ChargedMicroDollars, session.Spend.MicroDollars);
    }

    [Fact]
    public async Task Answers_that_came_before_a_failure_count_as_the_most_that_they_can_have_cost()
    {
        var failing = new Seeker(3, 5_000, failsAt: 2);
        var session = await _table.RunAsync(_poll with { BudgetMicroDollars = 900_000 }, [failing], _price, seat: s => WithTools(s, 3), tools: new Box(100));
        Assert.Equal("It broke.", Assert.Single(session.Rounds[0].Absences).Reason);
        Assert.Equal(1, session.Spend.UnpricedCalls);
        Assert.InRange(failing.ChargedMicroDollars, 150_000, 900_000);
    }

    private static Seat WithTools(Seat seat, int calls) => seat with { Settings = new SeatSettings { Tools = ["lab"], ToolCalls = calls } };

    /// <summary>Asks for a tool so many times, takes so many tokens for each answer as far as its limit lets it, and fails at an answer where it is told to.</summary>
    private sealed class Seeker(int asks, int tokens, int? failsAt) : IChatClient
    {
        private int _answers;

        public long ChargedMicroDollars { get; private set; }

        public int Returned { get; private set; }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            if (_answers++ == failsAt)
            {
                throw new CallFailedException("It broke.");
            }

            var prompt = messages.ToList();
            var turn = prompt.Count(m => m.Role == ChatRole.Tool);
            Returned = prompt.SelectMany(m => m.Contents).OfType<ToolReturn>().Count(r => !r.Failed);
            var characters = prompt.Sum(m => m.Contents.Sum(c => c switch { TextContent t => t.Text.Length, ToolRequest r => r.Arguments.Length + r.Tool.Length, ToolReturn r => r.Text.Length, _ => 0 }));
            var usage = new Usage((characters / 3) + 1 + OfferTokens(options), Math.Min(tokens, options!.MaxOutputTokens!.Value));
            ChargedMicroDollars += (long)Math.Ceiling(_price.Of(usage).MicroDollars);
            var message = new ChatMessage(ChatRole.Assistant, turn < asks ? "" : Vote);
            if (turn < asks)
            {
                message.Contents.Add(new ToolRequest($"id{turn}", "lab__look", """{"q":1}"""));
            }

            return Task.FromResult(new ChatResponse(message)
            {
                FinishReason = turn < asks ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
                Usage = new UsageDetails { InputTokenCount = usage.Input, OutputTokenCount = usage.Output },
            });
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            {
                yield return update;
            }
        }

        /// <summary>A model for which each byte is a token, with the words that its provider puts before tools.</summary>
        private static int OfferTokens(ChatOptions? options) => ToolOffer.Of(options) is not { Count: > 0 } offers ? 0
            : 530 + offers.Sum(o => JsonSerializer.SerializeToUtf8Bytes(
                new { type = "function", function = new { name = o.Name, description = o.Description, parameters = o.Schema } }).Length);

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class Box(int length, string words = "Looks.") : IToolBox
    {
        private int _calls;

        public int Calls => _calls;

        public Task<IReadOnlyList<ToolOffer>> OffersAsync(CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<ToolOffer>>([new ToolOffer("lab__look", "lab", "look", words, JsonElement.Parse("""{"type":"object"}"""))]);

        public Task<ToolReply> CallAsync(ToolOffer offer, JsonElement arguments, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _calls);
            return Task.FromResult(new ToolReply(new string('x', length), []));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
