using Roundtable.Annotation.Students.Learning;
using Roundtable.Annotation.Students.Teaching;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Tests.Annotation.Students;

/// <summary>Students that see sentence vectors: the same bytes on any number of threads, inputs chosen by what they are worth, and no answer without a vector.</summary>
public sealed class VectorStudentTests
{
    private static readonly byte[] _model = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_same_lesson_makes_the_same_bytes_on_any_number_of_threads()
    {
        var lesson = Lesson(200, 5, words: 30, vectors: 0.6);
        var one = Teach(lesson, threads: 1);
        var bytes = StudentFile.Write(one.Student);
        foreach (var threads in (int[])[2, 7])
        {
            var other = Teach(lesson, threads: threads);
            Assert.Equal(bytes, StudentFile.Write(other.Student));
            Assert.Equal(one.Tested, other.Tested);
            Assert.Equal(one.Tried, other.Tried);
        }

        var moved = lesson.Vectors!.Texts.Select((v, i) => i == 7 ? [.. v.Select(x => -x)] : v).ToList();
        Assert.NotEqual(bytes, StudentFile.Write(Teach(lesson with { Vectors = lesson.Vectors! with { Texts = moved } }).Student));
    }

    [Fact]
    public void What_a_file_holds_answers_as_before_and_a_changed_bit_is_refused()
    {
        var lesson = Lesson(150, 4, words: 30, vectors: 0.6);
        var student = Teach(lesson).Student;
        var bytes = StudentFile.Write(student);
        Assert.Equal(2, bytes["rt-student\n".Length]);
        Assert.True(bytes.AsSpan().IndexOf(_model) > 0);
        var read = StudentFile.Read(bytes);
        Assert.Equal((8, student.Features), (read.Dimensions, read.Features));
        Assert.Equal(Answers(student, lesson, 1), Answers(read, lesson, 3));
        for (var i = 0; i < bytes.Length; i += Math.Max(1, bytes.Length / 50))
        {
            byte[] broken = [.. bytes];
            broken[i] ^= 1;
            Assert.Throws<InvalidDataException>(() => StudentFile.Read(broken));
        }
    }

    [Fact]
    public void Vectors_that_know_the_class_are_worth_more_than_words_that_do_not()
    {
        // Words are drawn without regard to the class; the vectors know it.
        var blind = Teach(Lesson(300, 4, words: 0, vectors: 0.9));
        var agreement = StudentTest.Of(["a", "b", "c", "d"], blind.Tested).Agreement.Share!.Value;
        Assert.InRange(agreement, 0.9, 1);
        Assert.NotEqual(StudentInputs.Words, blind.Inputs);
        var tried = blind.Tried.ToDictionary(t => t.Inputs, t => t.Agreement.Share!.Value);
        Assert.InRange(tried[StudentInputs.Words], 0.1, 0.45);
        Assert.True(tried[blind.Inputs] > 0.9);

        // Where words know it and vectors do not, both are joined, and the words are not lost.
        var deaf = Teach(Lesson(300, 4, words: 60, vectors: 0));
        Assert.Equal(StudentInputs.Joined, deaf.Inputs);
        Assert.True(StudentTest.Of(["a", "b", "c", "d"], deaf.Tested).Agreement.Share > 0.8);
    }

    [Fact]
    public void Noise_is_not_learned_and_the_choice_does_not_flatter_the_test()
    {
        // Nothing is to be known here: neither words nor vectors have to do with the class.
        var lesson = Lesson(400, 4, words: 0, vectors: 0);
        var taught = Teach(lesson);
        Assert.InRange(StudentTest.Of(lesson.Classes, taught.Tested).Agreement.Share!.Value, 0.15, 0.33);
        Assert.True(StudentTest.Of(lesson.Classes, taught.Tested).Calibration.Error < 0.1);
    }

    [Fact]
    public void Without_the_vector_that_it_needs_a_student_says_nothing()
    {
        var lesson = Lesson(100, 3, words: 20, vectors: 0.8);
        var student = Teach(lesson).Student;
        var voice = new StudentVoice(student);
        Assert.Throws<ArgumentException>(() => voice.Answer("babu"));
        Assert.Throws<ArgumentException>(() => voice.Answer("babu", new float[7]));
        Assert.Throws<ArgumentException>(() => student.Answer(["babu"], 1, Cancellation));
        Assert.Throws<ArgumentException>(() => student.Answer(["babu", "zide"], 1, Cancellation, [new float[8]]));
        var plain = StudentTeacher.Teach(lesson with { Vectors = null }, new TeachingSettings { HasCurve = false }, Cancellation).Student;
        Assert.Throws<ArgumentException>(() => plain.Answer(["babu"], 1, Cancellation, [new float[8]]));
        Assert.Throws<ArgumentException>(() => new StudentVoice(plain).Answer("babu", new float[8]));
    }

    [Fact]
    public void A_lesson_with_a_vector_missing_or_of_another_length_is_refused()
    {
        var lesson = Lesson(60, 3, words: 20, vectors: 0.8);
        foreach (var vectors in (List<float[]>[])[[.. lesson.Vectors!.Texts.Skip(1)], [.. lesson.Vectors!.Texts.Select((v, i) => i == 3 ? v[..7] : v)]])
        {
            var e = Assert.Throws<ArgumentException>(() => Teach(lesson with { Vectors = lesson.Vectors! with { Texts = vectors } }));
            Assert.Contains("vector of the same length", e.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => StudentTeacher.Teach(lesson, new TeachingSettings { Folds = 2, HasCurve = false }, Cancellation));
    }

    private static List<StudentAnswer> Answers(StudentModel student, Lesson lesson, int threads) =>
        [.. student.Answer([.. lesson.Texts.Select(t => t.Text)], threads, Cancellation, lesson.Vectors!.Texts)];

    private static TaughtStudent Teach(Lesson lesson, int threads = 2) =>
        StudentTeacher.Teach(lesson, new TeachingSettings { Threads = threads, HasCurve = false }, Cancellation);

    /// <summary>Texts with vectors of eight places, which know the class as far as they are told to.</summary>
    private static Lesson Lesson(int texts, int classes, int words, double vectors)
    {
        var lesson = SampleLesson.Of(texts, classes, clear: words);
        var random = new SeededRandom(5, "vectors");
        return lesson with
        {
            Vectors = new LessonVectors(_model, [.. lesson.Texts.Select(t =>
            {
                double[] all = [.. Enumerable.Range(0, 8).Select(d => ((random.NextUnit() - 0.5) * (1 - vectors)) + (d == t.Teacher ? vectors : 0))];
                var length = Math.Sqrt(all.Sum(x => x * x));
                return all.Select(x => (float)(x / length)).ToArray();
            })]),
        };
    }
}
