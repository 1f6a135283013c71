using Roundtable.Models.Batches;
using Roundtable.Models.Providers;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Models.Batches;

/// <summary>Everything that goes wrong with batches at once, and processes that die at any moment.</summary>
public sealed class BatchMischiefTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static BatchMischief Everything(int seed) => new()
    {
        Seed = seed,
        Polls = seed % 4,
        Reorders = true,
        FailsCalls = 0.2,
        LosesCreations = 0.3,
        Expires = 0.1,
        FailsLines = 0.1,
        Duplicates = 0.1,
        GarblesLines = 0.05,
        CutsDownloads = 0.3,
    };

    [Theory]
    [InlineData(ApiKind.OpenAI)]
    [InlineData(ApiKind.Anthropic)]
    public async Task Whatever_goes_wrong_every_call_is_answered_once_and_charged_once(ApiKind kind)
    {
        for (var seed = 0; seed < TestDepth.Of(15, 300); seed++)
        {
            await using var run = await BatchRun.StartAsync(kind, 80, Everything(seed));
            run.Settings = run.Settings with { Limits = new BatchLimits(17, 100_000), MaxSubmissions = 15 };
            await run.RunAsync(Cancellation);
            run.AssertAnswered();
            run.AssertBill();
        }
    }

    /// <summary>The process dies at a call to the provider, before the provider acts or after; another goes on with what is on the disk.</summary>
    [Theory]
    [InlineData(ApiKind.OpenAI, false)]
    [InlineData(ApiKind.OpenAI, true)]
    [InlineData(ApiKind.Anthropic, false)]
    [InlineData(ApiKind.Anthropic, true)]
    public async Task A_process_that_dies_at_any_call_pays_nothing_twice(ApiKind kind, bool acted)
    {
        for (var at = 1; at < TestDepth.Of(14, 40); at++)
        {
            await using var run = await BatchRun.StartAsync(kind, 40, new BatchMischief { Seed = at, Expires = 0.1, Reorders = true, Polls = 2 });
            run.Settings = run.Settings with { Limits = new BatchLimits(15, 100_000) };
            for (var deaths = 0; ; deaths++)
            {
                var calls = 0;
                var dead = false;
                var transport = BatchTransport.Open(run.Directory, run.Settings, run.Time);
                run.Provider.Hangs = (_, after) =>
                {
                    if (after == acted && !dead && deaths < 3 && ++calls == at)
                    {
                        dead = true;
                        transport.DisposeAsync().AsTask().Wait(Cancellation); // Nothing is written any more.
                    }

                    return dead;
                };
                try
                {
                    await run.RunAsync(transport, Cancellation);
                    await transport.DisposeAsync();
                    break;
                }
                catch (Exception e) when (dead && e is not Xunit.Sdk.XunitException)
                {
                    Assert.False(deaths > 3);
                }
            }

            run.AssertAnswered();
            run.AssertBill();
        }
    }
}
