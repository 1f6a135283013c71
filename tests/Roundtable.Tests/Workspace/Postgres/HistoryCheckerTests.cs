using System.Globalization;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Workspace.Postgres;

/// <summary>The checker finds what it is there to find: histories that are wrong in one thing each.</summary>
public sealed class HistoryCheckerTests
{
    private static readonly string[] _one =
    [
        "B 1 10", $"A 2 10 0 {Hash(10)}", "B 3 11", $"A 6 11 2 {Hash(11)}", "S 7 8 3", $"P 9 2 {Root(2)}", $"P 10 3 {Root(3)}", "C 11 11 s", "R 12 s",
    ];

    private static readonly string[] _two = ["B 4 20", $"A 5 20 1 {Hash(20)}", "B 6 21", "F 7 21", "C 13 13 s", "X 14"];

    [Fact]
    public void A_history_that_can_have_happened_has_no_faults() => Assert.Empty(Check(_one, _two, [10, 20, 11]));

    [Fact]
    public void An_append_that_failed_may_be_there_or_not() => Assert.Empty(Check(_one, _two, [10, 20, 11, 21]));

    [Theory]
    [InlineData("A 6 11 2", "A 6 11 1", "was given to")]
    [InlineData("A 6 11 2", "A 6 11 7", "which is not it")]
    [InlineData("S 7 8 3", "S 7 8 2", "was read after leaf 2 was acknowledged")]
    [InlineData("S 7 8 3", "S 2 2 3", "before so many were begun")]
    [InlineData("P 9 2", "P 9 1", "is not one of this log")]
    [InlineData("P 10 3", "P 10 9", "is not one of this log")]
    [InlineData("R 12 s", "R 99 s", "was claimed at 13, when another had it until 99")]
    [InlineData("R 12 s", "R 12 t", "was claimed at 13")]
    public void A_history_that_is_wrong_in_one_thing_is_found(string right, string wrong, string fault)
    {
        Assert.Contains(_one, l => l.StartsWith(right, StringComparison.Ordinal));
        string[] changed = [.. _one.Select(l => l.StartsWith(right, StringComparison.Ordinal) ? wrong + l[right.Length..] : l)];
        Assert.Contains(Check(changed, _two, [10, 20, 11]), f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_right_that_was_asked_for_before_a_cut_was_over_is_believed_by_nobody()
    {
        string[] two = [.. _two.SkipLast(1)], one = [.. _one.SkipLast(1), "R 20 s"];
        Assert.Contains(Check(one, two, [10, 20, 11]), f => f.Contains("was claimed at 13, when another had it until 20", StringComparison.Ordinal));
        Assert.Empty(Check([.. one.Prepend("O 11")], two, [10, 20, 11]));
    }

    [Theory]
    [InlineData(new[] { 10, 20 }, "which is not it")]
    [InlineData(new[] { 10, 20, 11, 20 }, "20 is in the log 2 times")]
    [InlineData(new[] { 10, 20, 11, 5 }, "5 is in the log 1 times, begun: False")]
    [InlineData(new[] { 20, 10, 11 }, "leaf 1 was acknowledged before leaf 0 was begun")]
    public void A_log_that_is_not_what_was_acknowledged_is_found(int[] numbers, string fault) =>
        Assert.Contains(Check(_one, _two, numbers), f => f.Contains(fault, StringComparison.Ordinal));

    [Fact]
    public void Checkpoints_that_go_back_are_found()
    {
        string[] back = [.. _one.Select(l => l.StartsWith("P 10", StringComparison.Ordinal) ? $"P 10 1 {Root(1)}" : l)];
        Assert.Contains("a checkpoint of 1 leaves was seen after one of 2", Check(back, _two, [10, 20, 11]));
    }

    private static IReadOnlyList<string> Check(string[] one, string[] two, int[] numbers) => new HistoryChecker(
        [Parse(one), Parse(two)], [.. numbers.Select(n => (n, Digest.Of(Number(n))))], size => Digest.Of(Number((int)size + 1000))).Check();

    private static List<HistoryEvent> Parse(string[] lines) =>
        [.. lines.Select(l => l[0] is 'X' or 'O' ? new HistoryEvent.Cut(long.Parse(l[2..], CultureInfo.InvariantCulture), l[0] == 'O') : HistoryEvent.Parse(l)!)];

    private static Digest Hash(int number) => Digest.Of(Number(number));

    private static Digest Root(int size) => Digest.Of(Number(size + 1000));

    private static byte[] Number(int number) => BitConverter.GetBytes(number);
}
