using System.Text;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Plans;
using Roundtable.Tests.Corpus.Reading;

namespace Roundtable.Tests.Corpus.Shapes;

/// <summary>The roles of fields, by their names and contents.</summary>
public sealed class RowShapesTests : RowFileTests
{
    [Fact]
    public void Fields_find_their_roles_in_the_shapes_that_public_data_has()
    {
        Assert.Equal("chat: messages=Turns model=Declared", Shape("""{"messages":[{"role":"user","content":"q"}],"model":"m"}"""));
        Assert.Equal("chat: conversations=Turns", Shape("""{"id":"1","conversations":[{"from":"human","value":"q"}]}"""));
        Assert.Equal("instruction: instruction=Prompt input=Context output=Response", Shape("""{"instruction":"i","input":"","output":"o"}"""));
        Assert.Equal("instruction: question=Prompt answer=Response", Shape("""{"question":"q","answer":"a"}"""));
        Assert.Equal("preference: prompt=Prompt chosen=Chosen rejected=Rejected", Shape("""{"prompt":"q","chosen":"a","rejected":"b","score":1}"""));
        Assert.Equal("text: text=Text meta.source=Declared", Shape("""{"text":"t","meta":{"source":"wiki","n":1}}"""));
        Assert.Equal("guessed: stuff=Text", Shape("""{"key":"k","stuff":"a long text of nobody's name"}"""));
        Assert.Equal("unknown: ", Shape("""{"key":1}"""));
    }

    [Fact]
    public void Fields_that_have_no_value_at_first_or_show_only_further_on_are_read()
    {
        Assert.Equal("instruction: instruction=Prompt input=Context output=Response model=Declared", Shape("""{"instruction":"i","input":null,"output":"o","model":null}"""));
        Assert.Equal("text: text=Text", Shape("""{"text":"t","chosen":null,"rejected":null}"""));
        var first = string.Concat(Enumerable.Repeat("""{"text":"what one source says"}""" + "\n", 50_000));
        var second = string.Concat(Enumerable.Repeat("""{"text":"what another says","model":"m"}""" + "\n", 10_000));
        Assert.Equal("text: text=Text model=Declared", Shape(first + second));
        Assert.Equal("text: text=Text", Shape(first + second, "packed.jsonl.gz"));
    }

    private string Shape(string rows, string name = "s.jsonl")
    {
        var path = Path.Combine(Folder, name);
        var bytes = Encoding.UTF8.GetBytes(rows + "\n");
        File.WriteAllBytes(path, name.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(bytes) : bytes);
        var plan = ScanPlan.Make(FileFinder.Find([path]), new ScanSettings(), TestContext.Current.CancellationToken).Files[0].Rows.Plan;
        return $"{plan.Shape}: {string.Join(' ', plan.Fields.Select(f => $"{f.Name}={f.Role}"))}";
    }
}
