using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Roundtable.Models.Calls;
using Roundtable.Models.Discovery;
using Roundtable.Models.Providers;

namespace Roundtable.Workspace.Connections;

/// <summary>How one short call to a model went.</summary>
/// <param name="Took">How long it took.</param>
/// <param name="Served">The model that the provider says served it, or null.</param>
/// <param name="Error">Why it failed, one sentence, or null.</param>
/// <param name="KeyRefused">Whether the key was refused.</param>
public sealed record ModelCheck(TimeSpan Took, string? Served, string? Error, bool KeyRefused)
{
    /// <summary>
    /// The model to name instead, where the provider has it no longer or soon will not; null where there is no need, or it lists none that is near.
    /// </summary>
    public string? Instead { get; init; }

    /// <summary>The day from which the provider serves it no longer; null where none is announced.</summary>
    public DateOnly? Shutdown { get; init; }

    /// <summary>Enough for a model that thinks before the one word; cut or not, it answered.</summary>
    private const int MaxTokens = 2_000;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    /// <summary>Calls every model of every connected connection at once; by the model's full name.</summary>
    /// <param name="connections">What is connected.</param>
    /// <param name="listed">The connections whose models are called.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Hears a line after each answer, from any thread; null for nobody.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<IReadOnlyDictionary<string, ModelCheck>> AllAsync(
        ConnectionSet connections, IReadOnlyList<Connection> listed, TimeProvider time, Action<string>? progress, CancellationToken cancellation)
    {
        var models = listed.Where(c => c.IsConnected).SelectMany(c => c.Models.Select(m => (Connection: c, Model: m))).ToList();
        var checks = new ConcurrentDictionary<string, ModelCheck>(StringComparer.Ordinal);
        var lists = listed.Where(c => c.IsConnected).ToDictionary(
            c => c.Name, c => new Lazy<Task<IReadOnlyList<ListedModel>?>>(() => connections.DescribeAsync(c, cancellation)), StringComparer.Ordinal);
        await Task.WhenAll(models.Select(async m =>
        {
            var check = await AskAsync(connections, m.Connection, m.Model, lists[m.Connection.Name], time, cancellation);
            checks[$"{m.Connection.Name}/{m.Model}"] = check;
            progress?.Invoke($"{checks.Count} of {models.Count}: {m.Connection.Name}/{m.Model} {(check.Error is null ? "answers" : "fails")}");
        }));
        return checks;
    }

    private static async Task<ModelCheck> AskAsync(
        ConnectionSet connections,
        Connection connection,
        string model,
        Lazy<Task<IReadOnlyList<ListedModel>?>> list,
        TimeProvider time,
        CancellationToken cancellation)
    {
        using var client = connections.Client(connection, model);
        using var limit = new CancellationTokenSource(_limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var started = time.GetTimestamp();
        try
        {
            var response = await client.GetResponseAsync("Answer with the one word: present", new ChatOptions { MaxOutputTokens = MaxTokens }, both.Token);
            var took = time.GetElapsedTime(started);
            var living = await list.Value;
            var shutdown = ShutdownOf(model, living);
            return new ModelCheck(took, response.ModelId, null, false)
            {
                Shutdown = shutdown,
                Instead = shutdown is null ? null : Nearest(model, living),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ModelCheck(time.GetElapsedTime(started), null, $"It gave no answer within {_limit.TotalSeconds} seconds.", false);
        }
        catch (ModelCallException e)
        {
            var took = time.GetElapsedTime(started);
            var living = e.KeyRefused ? null : await list.Value;

            // Some providers answer for a model that is gone with an error that says nothing of it; their list does.
            var gone = e.ModelUnknown || (living is { Count: > 0 } && living.All(m => m.Name != model));
            return new ModelCheck(took, null, e.Message, e.KeyRefused)
            {
                Shutdown = ShutdownOf(model, living),
                Instead = gone ? Nearest(model, living) : null,
            };
        }
    }

    private static DateOnly? ShutdownOf(string model, IReadOnlyList<ListedModel>? living) => living?.FirstOrDefault(m => m.Name == model)?.Shutdown;

    private static string? Nearest(string model, IReadOnlyList<ListedModel>? living) =>
        ListedModel.Nearest(model, (living ?? []).Where(m => m.Shutdown is null && m.Name != model).Select(m => m.Name));
}
