namespace Roundtable.Tests.Samples;

/// <summary>
/// How much a test does that can do more or less of the same: few seeds, kills and items in every run, many in <c>./test --long</c>, and a tenth of few where
/// the same tests run hundreds of times, as in mutation testing.
/// </summary>
internal static class TestDepth
{
    /// <summary>The environment variable that <c>./test --long</c> sets to <c>long</c> and <c>eng/mutation/run</c> to <c>brief</c>.</summary>
    public const string Variable = "ROUNDTABLE_TEST_DEPTH";

    /// <summary>
    /// After how many milliseconds a test that may wait for ever is given up, as <c>Timeout</c> of its <c>[Fact]</c>: ten minutes, since a machine with much
    /// else to do is slow and not wrong.
    /// </summary>
    public const int Hung = 600_000;

    private static readonly string _depth = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } depth ? depth : "short";

    /// <summary>Whether this is <c>./test --long</c>.</summary>
    public static bool IsLong => _depth == "long";

    /// <summary>The number for this run.</summary>
    /// <param name="few">The number in every run: the whole suite stays below ten minutes.</param>
    /// <param name="many">The number in a long run.</param>
    /// <exception cref="InvalidOperationException">The variable has another value than <c>brief</c>, <c>short</c> or <c>long</c>.</exception>
    public static int Of(int few, int many) => _depth switch
    {
        "brief" => Math.Max(1, few / 10),
        "short" => few,
        "long" => many,
        _ => throw new InvalidOperationException($"{Variable} is '{_depth}'; it is 'brief', 'short' or 'long'."),
    };
}
