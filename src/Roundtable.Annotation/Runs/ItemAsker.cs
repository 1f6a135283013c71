using Microsoft.Extensions.AI;
using Roundtable.Annotation.Items;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Runs;

/// <summary>Asks the seats about one item: all at once, or the cheaper ones first and others only where doubt is left.</summary>
internal sealed class ItemAsker(
    RunPlan plan, IReadOnlyList<SeatedModel> seats, ItemForms forms, AnswerSource source, RunAccount account, PromptEstimate? estimate, SemaphoreSlim slots)
{
    /// <summary>The cheapest first; those of unknown price last. The sort is stable, so that equal ones keep the panel's order.</summary>
    private readonly SeatedModel[] _cheapestFirst = [.. seats.OrderBy(PriceOf)];

    private readonly CallSettings _settings = new(account.CountsMoney);

    /// <summary>What an item can take at most, repairs aside.</summary>
    public RunNeed Need(Item item)
    {
        var samples = plan.Settings.Samples;
        if (!account.CountsTokens)
        {
            return new RunNeed((long)seats.Count * samples, 0, 0);
        }

        var need = default(RunNeed);
        foreach (var seated in seats)
        {
            for (var sample = 1; sample <= samples; sample++)
            {
                var form = forms.For(item, seated, sample);
                need += NeedOf(seated, form.Messages, form);
            }
        }

        return need;
    }

    /// <summary>Asks about an item.</summary>
    public async Task<ItemOutcome> AskAsync(int index, Item item, RunReservation reservation, CancellationToken cancellation)
    {
        await Task.Yield(); // Prompts are made on the pool, not by the one who reads the items.
        using (reservation)
        {
            var results = plan.Settings.StopAt is { } stopAt
                ? await OneByOneAsync(index, item, stopAt, reservation, cancellation)
                : await Task.WhenAll(seats.SelectMany(s => Samples().Select(k => SeatAsync(index, item, s, k, reservation, cancellation))));
            return Array.Exists(results, r => r.IsAbandoned) ? ItemOutcome.Stopped
                : Array.Exists(results, r => r.IsPending) ? ItemOutcome.Pending
                : Array.Exists(results, r => r.Result is null) ? ItemOutcome.Uncovered
                : new ItemOutcome(new ItemResult(
                    index, item.Id, item.Digest, item.Options, [.. results.Select(r => r.Result!).OrderBy(r => r.Seat).ThenBy(r => r.Sample)]));
        }
    }

    private IEnumerable<int> Samples() => Enumerable.Range(1, plan.Settings.Samples);

    private async Task<SeatOutcome[]> OneByOneAsync(int index, Item item, double stopAt, RunReservation reservation, CancellationToken cancellation)
    {
        var options = plan.Question is RunQuestion.Score scale ? scale.Max - scale.Min + 1 : forms.Options(item).Count;
        List<SeatOutcome> results = [];
        foreach (var seated in _cheapestFirst)
        {
            results.AddRange(await Task.WhenAll(Samples().Select(k => SeatAsync(index, item, seated, k, reservation, cancellation))));
            if (results.Exists(r => r.Result is null) || (options > 1 && StopRule.Posterior(options, results.Select(ClassOf).OfType<int>()) >= stopAt))
            {
                break;
            }
        }

        return [.. results];

        int? ClassOf(SeatOutcome outcome) => outcome.Result?.Answer switch
        {
            SeatAnswer.Vote vote => vote.Option,
            SeatAnswer.Number number when plan.Question is RunQuestion.Score score => (int)(number.Value - score.Min),
            _ => null,
        };
    }

    private async Task<SeatOutcome> SeatAsync(
        int index, Item item, SeatedModel seated, int sample, RunReservation reservation, CancellationToken cancellation)
    {
        await slots.WaitAsync(cancellation);
        try
        {
            return await AskSeatAsync(index, item, seated, sample, reservation, cancellation);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task<SeatOutcome> AskSeatAsync(
        int index, Item item, SeatedModel seated, int sample, RunReservation reservation, CancellationToken cancellation)
    {
        var form = forms.For(item, seated, sample);
        var number = forms.Sample(seated.Seat, sample);
        var result = new SeatResult(seated.Seat.Number, sample, new SeatAnswer.Cut());
        try
        {
            var call = Call(form.Messages, 0, []);
            var need = NeedOf(seated, call.Messages, form);
            var answer = await GetAsync(call, need);
            var read = form.Read(answer);
            if (!answer.Cut && read.Answer is SeatAnswer.Unreadable { Error: var error })
            {
                // An answer that did not parse is kept even when its repair never comes.
                result = Filled(answer, read);
                var repair = Call(form.Repair(answer.Text, error), 1, [answer.Receipt]);
                need = NeedOf(seated, repair.Messages, form);
                if (!reservation.TryAdd(need))
                {
                    return default;
                }

                answer = await GetAsync(repair, need);
                read = form.Read(answer);
            }

            return new SeatOutcome(Filled(answer, read));
        }
        catch (CallPendingException)
        {
            return new SeatOutcome(null, IsPending: true);
        }
        catch (CallAbandonedException)
        {
            return new SeatOutcome(null, IsAbandoned: true);
        }
        catch (CallFailedException e)
        {
            return new SeatOutcome(result.Leaf is null ? result with { Answer = new SeatAnswer.Absent(e.Message) } : result);
        }

        SeatResult Filled(RecordedAnswer answer, Reading read) => result with
        {
            Answer = answer.Cut && read.Answer is not SeatAnswer.Refusal ? new SeatAnswer.Cut() : read.Answer,
            Confidence = read.Confidence,
            Served = answer.Served,
            Length = answer.Text.Length,
            Leaf = answer.Receipt.Leaf,
            Reused = result.Calls == 0,
        };

        SeatCall Call(IReadOnlyList<ChatMessage> messages, int attempt, IReadOnlyList<Receipt> inputs)
        {
            var (options, documents) = _settings.Of(seated.Seat, form, messages);
            var name = $"i{index + 1}.s{seated.Seat.Number}.k{number}.a{attempt}";
            return new SeatCall(CallKey.Of(documents.Prompt.Digest, documents.Settings.Digest, seated, number), name, seated, messages, options, inputs);
        }

        async Task<RecordedAnswer> GetAsync(SeatCall call, RunNeed need)
        {
            if (account.CountsMoney)
            {
                call.Options.AdditionalProperties![CallLimit.LostTryProperty] = (Func<bool>)(() =>
                {
                    // A try whose answer broke off may be charged for: it counts as the most that it can have cost, and the next needs as much again.
                    var again = need with { Calls = 0 };
                    var covered = reservation.TryAdd(again);
                    reservation.Book(again, covered ? again : default);
                    return covered;
                });
            }

            (RecordedAnswer answer, bool reused, bool isOwn, long milliseconds) got;
            try
            {
                got = await source.GetAsync(call, cancellation);
            }
            catch (CallPendingException)
            {
                reservation.Keep(need);
                throw;
            }
            catch (CallFailedException e)
            {
                // What a call cost that failed on its way, nobody knows; one that was turned down cost nothing.
                result = result with { Calls = result.Calls + 1, IsPriced = result.IsPriced && !e.Passes };
                reservation.Book(e.Passes ? need : new RunNeed(1, 0, 0), need);
                throw;
            }

            if (got.reused)
            {
                return got.answer;
            }

            var (cost, priced) = RunAccount.CostOf(seated.Seat.Model, got.answer);
            var usage = got.answer.Usage;
            result = result with
            {
                Calls = result.Calls + got.answer.Calls,
                Usage = result.Calls == 0
                    ? usage
                    : ReportedUsage.Of(ReportedUsage.Sum([ReportedUsage.ToDetails(result.Usage), ReportedUsage.ToDetails(usage)])),
                MicroDollars = result.MicroDollars + cost,
                IsPriced = result.IsPriced && priced,
                Milliseconds = result.Milliseconds + got.milliseconds,
            };
            var tokens = usage is { TotalInput: { } input, TotalOutput: { } output } ? input + output : need.Tokens;
            reservation.Book(new RunNeed(got.answer.Calls, tokens, priced ? cost : Math.Max(cost, need.MicroDollars)), need);
            return got.answer;
        }
    }

    private RunNeed NeedOf(SeatedModel seated, IReadOnlyList<ChatMessage> messages, ItemForm form)
    {
        var model = seated.Seat.Model;
        if (!account.CountsTokens)
        {
            return new RunNeed(1, 0, 0);
        }

        IReadOnlyList<ChatMessage> sent = form.Format?.Schema is { } schema ? [.. messages, new ChatMessage(ChatRole.System, schema.GetRawText())] : messages;
        var prompt = model.Simulated || estimate is null ? 0 : estimate(model, sent);
        var limit = AnswerLimit.Of(seated.Seat) ?? 0;
        var price = model.Simulated ? 0 : model.Price?.Dearest(prompt, limit) ?? 0;
        return new RunNeed(1, prompt + limit, price);
    }

    private static decimal PriceOf(SeatedModel seated) =>
        seated.Seat.Model.Simulated ? 0
        : seated.Seat.Model.Price is { } price ? price.InputPerMillion + price.OutputPerMillion
        : decimal.MaxValue;

    /// <summary>What came of one seat: a result, a call that is pending or was not sent, or neither, where a limit does not cover a repair.</summary>
    private readonly record struct SeatOutcome(SeatResult? Result, bool IsPending = false, bool IsAbandoned = false);
}
