using System.Text;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;
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

    [Theory]
    [MemberData(nameof(RowShapeCases.All), MemberType = typeof(RowShapeCases))]
    public void Every_text_is_read_in_its_role_and_a_model_named_beside_a_completion_is_evidence_for_it(string name, string content, string[] rows)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, content.EndsWith('\n') ? content : content + "\n");
        Assert.Equal(rows, RowsOf.Described(path));
    }

    [Fact]
    public void A_path_names_what_nobody_knows()
    {
        var path = Path.Combine(Folder, "p.jsonl");
        File.WriteAllText(path, """{"q":"Who pulls the tides?","alternatives":[{"said":"The moon.","engine_used":"gpt-4"},{"said":"The sun does.","engine_used":"llama-2"}],"log":[{"who":"user","what":"hi"}]}""" + "\n");
        PlannedField[] fields =
        [
            new("q", FieldRole.Prompt), new("alternatives[].said", FieldRole.Response), new("alternatives[].engine_used", FieldRole.Model),
            new("log[].who", FieldRole.Speaker), new("log[].what", FieldRole.Turns),
        ];
        Assert.Equal(
            ["prompt Who pulls the tides? | response The moon. | response The sun does. | prompt hi | gpt-4 wrote alternatives[].said/0 | llama-2 wrote alternatives[].said/1"],
            RowsOf.Described(path, new ScanSettings { Fields = fields }));
    }

    [Fact]
    public void A_huge_first_row_blanks_nothing_and_what_is_not_read_is_counted()
    {
        var path = Path.Combine(Folder, "h.jsonl");
        File.WriteAllText(path, "{\"text\":\"" + new string('x', 33 << 20) + "\"}\n{\"text\":\"and a small one\"}\n");
        Assert.Equal(["rejected: a row longer than 32 MiB", "text and a small one"], RowsOf.Described(path));
        Assert.Equal(["rejected: a row longer than 32 MiB", "text and a small one"], RowsOf.Described(Packed(path)));
        File.WriteAllText(path, """{"text":"t","other":"words that somebody wrote","id":"not a text at all"}""" + "\n");
        Assert.Equal(["text t | not read: 42"], RowsOf.Described(path, new ScanSettings { Fields = [new("text", FieldRole.Text)] }));
    }

    private string Packed(string path)
    {
        File.WriteAllBytes(path + ".gz", Gzip(File.ReadAllBytes(path)));
        return path + ".gz";
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
