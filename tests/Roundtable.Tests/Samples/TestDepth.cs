namespace Roundtable.Tests.Samples;

/// <summary>How much a test does that can do more or less of the same: few seeds, kills and items in every run, many in <c>./test --long</c>.</summary>
internal static class TestDepth
{
    /// <summary>The environment variable that <c>./test --long</c> sets to <c>long</c>.</summary>
    public const string Variable = "ROUNDTABLE_TEST_DEPTH";

    /// <summary>Whether this is a long run.</summary>
    /// <exception cref="InvalidOperationException">The variable has another value than <c>short</c> or <c>long</c>.</exception>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable(Variable) switch
    {
        "long" => true,
        null or "" or "short" => false,
        var other => throw new InvalidOperationException($"{Variable} is '{other}'; it is either 'short' or 'long'."),
    };

    /// <summary>The number for this run.</summary>
    /// <param name="few">The number in every run: the whole suite stays below ten minutes.</param>
    /// <param name="many">The number in a long run.</param>
    public static int Of(int few, int many) => IsLong ? many : few;
}
