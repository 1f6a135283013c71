using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Votes;
using Roundtable.Workspace;
using Roundtable.Workspace.Benches;

namespace Roundtable.Tests.Workspace.Benches;

public sealed class VoteFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("votes").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_wide_table_has_a_column_for_each_seat_and_the_right_answers()
    {
        var file = VoteFile.Read(Written("v.tsv", "question\tgold\tann\tbob\nq1\tA\tA\tB\nq2\tB\t\tB\n"));
        Assert.Equal(["q1", "q2"], file.Votes.Items);
        Assert.Equal(["ann", "bob"], file.Votes.Sources.Select(s => s.Name));
        Assert.Equal(VoteTable.None, file.Votes[1, 0]);
        Assert.Equal(file.Gold[0], file.Votes[0, 0]);
        Assert.Equal(file.Gold[1], file.Votes[1, 1]);
        Assert.NotEqual(file.Gold[0], file.Votes[0, 1]);
        Assert.Equal(AnswerMatch.Exact, file.Match);
    }

    [Fact]
    public void A_long_table_takes_the_right_answers_from_a_file_of_its_own()
    {
        var gold = Written("g.tsv", "question\tgold\nq2\tno\n");
        var file = VoteFile.Read(Written("v.csv", "question,annotator,label\nq1,w1,yes\nq2,w2,no\nq2,w1,yes\n"), new VoteFileOptions { GoldPath = gold });
        Assert.Equal(["q1", "q2"], file.Votes.Items);
        Assert.Equal([1], file.Gold.Items);
        Assert.Equal(file.Gold[1], file.Votes[1, 1]);
        Assert.Equal(VoteTable.None, file.Votes[0, 1]);
    }

    [Fact]
    public void Numbers_are_compared_by_value_where_every_right_answer_is_one()
    {
        var file = VoteFile.Read(Written("v.tsv", "question\tgold\ta\tb\tc\nq1\t1,000\t1e3\t$1000.0\tmany\n"));
        Assert.Equal(AnswerMatch.Numeric, file.Match);
        Assert.Equal([file.Gold[0], file.Gold[0], VoteTable.None], file.Votes.Of(0).ToArray());
        Assert.Equal([0, 0, 1], file.Unread);
        Assert.Equal([0, 1, 0], file.WithUnit);
    }

    [Fact]
    public void Columns_of_a_seat_are_orders_samples_and_the_vote_after_a_debate()
    {
        var file = VoteFile.Read(Written("v.tsv", "question\tgold\tm/x@1\tm/x@2\tm/x@2#3\ty+debate\ta@b\nq\t1\t1\t2\t1\t1\t1\n"));
        Assert.Equal(
            [new("m/x"), new("m/x", 2), new("m/x", 2, 3), new("y", AfterDebate: true), new VoteColumn("a@b")],
            file.Columns);
        Assert.Equal(["m/x", "m/x", "m/x", "y", "a@b"], file.Votes.Sources.Select(s => s.Seat));
        Assert.Equal([0, 1, 1, 0, 0], file.Votes.Sources.Select(s => s.Order));
        Assert.Equal(["m/x", "m/x@2", "m/x@2#3", "y+debate", "a@b"], file.Columns.Select(c => c.ToString()));
    }

    [Fact]
    public void Seats_are_chosen_by_name_with_all_their_columns()
    {
        var path = Written("v.tsv", "question\tgold\ta@1\ta@2\tb\nq\t1\t1\t2\t1\n");
        Assert.Equal(["b", "a@1", "a@2"], VoteFile.Read(path, new VoteFileOptions { Seats = ["b", "a"] }).Votes.Sources.Select(s => s.Name));
        var unknown = Assert.Throws<WorkspaceException>(() => VoteFile.Read(path, new VoteFileOptions { Seats = ["c"] }));
        Assert.Equal(ErrorKind.InvalidInput, unknown.Kind);
        Assert.Contains("It has: a, b.", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v.tsv", "question\tgold\ta\nq\t1\t1\nq\t1\t2\n", "the question 'q' comes twice")]
    [InlineData("v.tsv", "question\tgold\ta\nq\t1\n", "the row of 'q' has 2 fields instead of the header's 3")]
    [InlineData("v.tsv", "gold\ta\n1\t1\n", "no column is named 'question' or 'item' or 'task' or 'id' or 'question_id' or 'item_id' or 'task_id'; its first row is 'gold', 'a'")]
    [InlineData("v.csv", "question,annotator,label,gold\nq,w,1,1\nq,x,2,2\n", "the right answer to 'q' is both '1' and '2'")]
    [InlineData("v.tsv", "question\tgold\ta\ta\nq\t1\t1\t1\n", "two columns are named 'a'")]
    [InlineData("v.csv", "question,gold,a\n\"q,1,1\n", "record 2: a quoted field that does not end")]
    [InlineData("v.csv", "question,annotator,label\nq,w,1\nq,w,2\n", "'w' votes twice on the question 'q'")]
    [InlineData("v.json", "{}", "its name ends neither in .tsv nor in .csv")]
    public void What_is_no_table_of_votes_is_refused_with_the_place(string name, string content, string expected)
    {
        var refused = Assert.Throws<WorkspaceException>(() => VoteFile.Read(Written(name, content)));
        Assert.Equal(ErrorKind.BadData, refused.Kind);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vote_a_row_may_have_the_right_answer_beside_it_or_elsewhere_and_one_that_fits_no_question_is_told()
    {
        var beside = VoteFile.Read(Written("v.tsv", "task\tworker_id\tresponse\tgold\nq\tw\ta\tb\nq\tx\tb\tb\nr\tw\tb\t\n"));
        Assert.Equal(["q", "r"], beside.Votes.Items);
        Assert.Equal(["w", "x"], beside.Votes.Sources.Select(s => s.Name));
        Assert.Equal(beside.Votes[0, 1], beside.Gold[beside.Gold.Items.Single()]);

        var other = Assert.Throws<WorkspaceException>(() => VoteFile.Read(
            Written("v.csv", "question,annotator,label\nq,w,1\n"), new VoteFileOptions { GoldPath = Written("g.csv", "question,gold\nr,1\n") }));
        Assert.Contains("none of its questions ('q', …) is among those with right answers in", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_public_tables_are_read()
    {
        Assert.SkipUnless(Directory.Exists(PublicVotes.Folder), PublicVotes.Missing);
        var (mmlu, llmbar) = (PublicVotes.Read("mmlu-pro.tsv.gz"), PublicVotes.Read("llmbar.tsv.gz"));
        Assert.Equal((12_002, 28), (mmlu.Votes.Items.Count, mmlu.Votes.Sources.Count));
        Assert.Equal(12_002, mmlu.Gold.Items.Count);
        Assert.Equal((419, 65), (llmbar.Votes.Items.Count, llmbar.Columns.Select(c => c.Seat).Distinct().Count()));
        Assert.Equal(AnswerMatch.Numeric, PublicVotes.Read("gsm8k.tsv").Match);
        var product = PublicVotes.Read("crowd-product.tsv", new VoteFileOptions { GoldPath = PublicVotes.Path("crowd-product.gold.tsv") });
        Assert.Equal((8_315, 8_315), (product.Votes.Items.Count, product.Gold.Items.Count));
    }

    private string Written(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
