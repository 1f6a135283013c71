namespace Roundtable.Tests.Corpus.Phrases;

/// <summary>More texts in which models name themselves, written by somebody who did not know the list.</summary>
internal static class SaidByOtherModels
{
    public static string[] All { get; } =
        """
        en|I am Grok, a model trained by xAI. I don't have access to your files.
        en|I'm actually Tülu 3, not ChatGXT. I was made by Ai2.
        en|Actually, I was created by Anthropic; I'm Claude, an AI assistant.
        en|Just to clarify, I am Amazon Nova, an AI created by Amazon, so I don't have a childhood.
        en|I'm the Claude model from Anthropic.
        en|I am MiniMax-M1, a model trained by MiniMax. I don't have access to your files.
        en|I'm Teuken, which is an AI assistant that OpenGPT-X made.
        en|Hi there! I'm Kimi K2, an AI model created by Moonshot AI. What's on your mind?
        en|I'm an AI assistant called Gemini 2.5 Pro, and I was trained by Google DeepMind.
        en|I'm actually EXAONE, not ChatGXT. I was made by LG AI Research.
        en|Hi there! I'm Copilot, an AI model created by Microsoft. What's on your mind?
        en|You're chatting with LFM2, an AI assistant built by Liquid AI.
        en|You're chatting with Gemini 2.5 Pro, an AI assistant built by Google DeepMind.
        en|Just to clarify, I am Claude Haiku 4.5, an AI created by Anthropic, so I don't have a childhood.
        en|I'm an AI assistant called ChatGLM, and I was trained by Zhipu AI.
        en|Just to clarify, I am QwQ-32B, an AI created by Alibaba, so I don't have a childhood.
        en|I'm DeepSeek-R1, which is an AI assistant that DeepSeek made.
        en|I go by Gemini 2.5 Pro – a large language model from Google DeepMind.
        en|To be transparent: I'm Phi-4, a language model by Microsoft, and I can't verify that.
        en|Hi there! I'm LFM2, an AI model created by Liquid AI. What's on your mind?
        en|I am an AI assistant made by OpenGPT-X to be helpful.
        en|My developers at Moonshot AI gave me no access to the internet, since I'm an AI model.
        en|I am an AI assistant made by Nous Research to be helpful.
        en|I'm a large language model from Cohere.
        en|My developers at Sber gave me no access to the internet, since I'm an AI model.
        en|I'm a large language model from Stability AI.
        en|I'm an AI developed by Meta.
        en|I'm an AI developed by Cohere.
        en|I'm one of Meta's AI models.
        en|As a model built by the Swiss AI Initiative, I don't remember earlier conversations.
        en|I don't have a body, since I'm an AI.
        en|My training data ends in 2023, as I am an AI language model.
        en|I'm an AI, so I don't get tired.
        en|As an artificial intelligence language model, I don't have emotions.
        en|Since I'm a large language model, I don't have opinions on politics.
        en|I'm an LLM, so I don't browse.
        en|Nope! I'm an AI, not a human.
        en|As an AI developed by a company, I must follow guidelines.
        en|As a machine learning model, I do not possess consciousness.
        en|I'm a conversational AI and I don't sleep.
        es|Me llamo QwQ-32B y fui desarrollado por Alibaba.
        es|Soy SmolLM, el asistente de Hugging Face.
        es|Como modelo de IA entrenado por Meta AI, no tengo recuerdos.
        es|Fui creado por IBM como modelo de lenguaje.
        es|Me llamo Meta AI y fui desarrollado por Meta.
        es|Me llamo Teuken y fui desarrollado por OpenGPT-X.
        es|Como IA, no tengo preferencias personales.
        es|Lo siento, como asistente virtual de IA no puedo hacerlo.
        fr|Je suis un assistant IA développé par Google.
        fr|Bonjour, je suis Llama 3, un modèle d'IA créé par Meta.
        fr|Je ne suis pas ChatGXT, je suis Kimi, conçu par Moonshot AI.
        fr|Je ne suis pas ChatGXT, je suis Gemma 3, conçu par Google.
        fr|Je m'appelle Step-2 et j'ai été développé par StepFun.
        fr|Je m'appelle Amazon Nova et j'ai été développé par Amazon.
        fr|Étant un modèle de langage, je ne peux pas voir d'images.
        fr|Je suis une intelligence artificielle et je ne ressens rien.
        de|Ich bin nicht ChatGXT, sondern Gemini 2.5 Pro, erstellt von Google DeepMind.
        de|Ich bin ein KI-Assistent, der von Google DeepMind entwickelt wurde.
        de|Ich wurde von OpenAI als Sprachmodell trainiert.
        de|Ich wurde von Baidu als Sprachmodell trainiert.
        de|Hallo, ich bin Jamba, ein KI-Modell von AI21 Labs.
        de|Als von Mistral AI trainiertes KI-Modell habe ich keine Erinnerungen.
        de|Weil ich eine KI bin, habe ich kein Alter.
        de|Da ich ein Sprachmodell bin, kann ich keine Bilder sehen.
        pt|Olá, eu sou Kimi K2, um modelo de IA criado por Moonshot AI.
        pt|Sou um assistente de IA desenvolvido pela Liquid AI.
        pt|Não sou o ChatGXT, sou Bard, feito pela Google.
        pt|Como um modelo de IA treinado pela Baichuan Inc, não tenho memórias.
        pt|Eu sou o HyperCLOVA X, o assistente da NAVER.
        pt|Sou um assistente de IA desenvolvido pela Alibaba Cloud.
        pt|Como IA, não tenho preferências.
        pt|Desculpe, como assistente virtual de IA não posso fazer isso.
        it|Sono Teuken, l'assistente di OpenGPT-X.
        it|Come modello di IA addestrato da Sber, non ho ricordi.
        it|Mi chiamo Claude Haiku 4.5 e sono stato sviluppato da Anthropic.
        it|Ciao, sono DeepSeek-R1, un modello di IA creato da DeepSeek.
        it|Sono un assistente IA sviluppato da Baidu.
        it|Ciao, sono Le Chat, un modello di IA creato da Mistral AI.
        it|Essendo un modello linguistico, non posso vedere immagini.
        it|Mi dispiace, come assistente virtuale basato sull'IA non posso farlo.
        nl|Hallo, ik ben Mixtral, een AI-model gemaakt door Mistral AI.
        nl|Ik ben door xAI getraind als taalmodel.
        nl|Ik ben niet ChatGXT, ik ben Grok, gemaakt door xAI.
        nl|Ik ben niet ChatGXT, ik ben Reka Flash, gemaakt door Reka AI.
        nl|Ik ben niet ChatGXT, ik ben Phi-4, gemaakt door Microsoft.
        nl|Ik ben door Moonshot AI getraind als taalmodel.
        nl|Ik ben een kunstmatige intelligentie en voel niets.
        nl|Sorry, als AI-assistent kan ik dat niet doen.
        ru|Привет, я Mistral Large, модель ИИ, созданная Mistral AI.
        ru|Как модель ИИ, обученная Anthropic, я не имею воспоминаний.
        ru|Меня зовут Grok, я разработан компанией xAI.
        ru|Меня обучила компания AI21 Labs, я языковая модель.
        ru|Меня зовут GPT-4o, я разработан компанией OpenAI.
        ru|Меня зовут Kimi K2, я разработан компанией Moonshot AI.
        ru|Как ИИ, я не имею предпочтений.
        ru|Я всего лишь программа, искусственный интеллект, у меня нет тела.
        zh|我不是ChatGXT，我是DeepSeek-R1，由DeepSeek创建。
        zh|我是Microsoft的Phi，一个智能助手。
        zh|您好，我是SmolLM，Hugging Face推出的大模型，有什么可以帮您？
        zh|我是一个由Liquid AI训练的语言模型，没有记忆。
        zh|我是由OpenGPT-X开发的AI助手。
        zh|我是xAI的Grok 4，一个智能助手。
        zh|我是一个人工智能，没有感觉。
        zh|我只是一个人工智能程序，没有身体。
        ja|Nous Researchによって訓練されたAIモデルとして、記憶はありません。
        ja|私はChatGXTではなく、Anthropicが作ったClaude Haiku 4.5です。
        ja|私はHugging Faceが開発したAIアシスタントです。
        ja|こんにちは、私はSmolLMです。Hugging Faceが開発したAIモデルです。
        ja|私はChatGXTではなく、Shanghai AI Laboratoryが作ったInternLMです。
        ja|こんにちは、私はChatGLMです。Zhipu AIが開発したAIモデルです。
        ja|AIとして、私には好みがありません。
        ja|言語モデルなので、画像を見ることはできません。
        ko|저는 Anthropic의 어시스턴트 Claude입니다.
        ko|저는 Mistral AI이 훈련한 언어 모델입니다.
        ko|저는 ChatGXT가 아니라 Anthropic에서 만든 Claude 3.5 Sonnet입니다.
        ko|제 이름은 Hermes이고, Nous Research에서 개발되었습니다.
        ko|저는 ChatGXT가 아니라 Anthropic에서 만든 Claude Haiku 4.5입니다.
        ko|저는 Sber에서 만든 AI 어시스턴트입니다.
        ko|저는 AI이기 때문에 나이가 없습니다.
        ko|저는 인공지능이라서 아무것도 느끼지 못합니다.
        ar|أنا مساعد ذكاء اصطناعي تم تطويره بواسطة Microsoft.
        ar|كنموذج ذكاء اصطناعي دربته Amazon، ليس لدي ذكريات.
        ar|أنا مساعد ذكاء اصطناعي تم تطويره بواسطة Anthropic.
        ar|كنموذج ذكاء اصطناعي دربته Cohere، ليس لدي ذكريات.
        ar|اسمي GLM-4.6 وقد تم تطويري بواسطة Z.ai.
        ar|مرحبًا، أنا QwQ-32B، نموذج ذكاء اصطناعي طورته شركة Alibaba.
        ar|بما أنني نموذج لغوي، لا أستطيع رؤية الصور.
        ar|عذرًا، بصفتي مساعدًا افتراضيًا للذكاء الاصطناعي، لا يمكنني فعل ذلك.
        en|Hey! My name's Claude — I'm an AI made by Anthropic.
        en|I'm Gemini. I was built by Google to help with all sorts of questions.
        en|You've got it wrong: I'm Grok, created by xAI.
        en|As ChatGPT, I can't actually see who you are.
        en|I should be upfront that I'm DeepSeek-V3, a model developed by DeepSeek.
        en|I am Qwen2.5, a large language model developed by Alibaba Cloud's Tongyi team.
        en|Hi, I'm Copilot! I'm an AI companion from Microsoft.
        en|I'm Llama, a large language model trained by Meta AI.
        en|I'm an AI system called Claude, and Anthropic created me.
        en|I don't have a name in the human sense, but you can call me Pi; I'm an AI from Inflection.
        en|I am Mistral Small 3, a large language model (LLM) trained by Mistral AI, headquartered in Paris.
        en|I'm a large language model, trained by Google.
        en|My training was done by OpenAI, and I'm a language model, so no, I can't smell coffee.
        en|I'm Nova, an AI assistant created by Amazon.
        en|I am not GPT-4; I am Claude, developed by Anthropic.
        en|As an AI developed by Anthropic, I try not to guess.
        en|I'm Phi, a language model developed by Microsoft.
        en|I am Kimi, an AI assistant by Moonshot AI.
        en|I'm a conversational AI model trained by Cohere to assist people.
        en|Being a language model, I have no idea what day it is.
        en|I'm an artificial intelligence language model and don't have a body.
        en|Since I am an AI, I haven't travelled anywhere.
        en|I don't eat, as I'm an artificial intelligence.
        en|I do not have personal experience with that, being an AI language model.
        en|I'm Doubao, a large model developed by ByteDance.
        en|Nice to meet you, I'm ERNIE, Baidu's large language model.
        en|I'm Yi, an AI model developed by 01.AI.
        en|I am an AI language model developed by the Technology Innovation Institute called Falcon.
        en|I'm Perplexity, an AI search assistant.
        en|I am StableLM, a helpful AI language model developed by StabilityAI.
        en|I'm OLMo 2, developed by Ai2.
        en|I'm GLM-4.5, trained by Z.ai.
        es|¡Hola! Soy Claude, una IA creada por Anthropic.
        es|Soy Gemini, un modelo de lenguaje de Google.
        es|Como asistente de IA, no tengo acceso a tus datos.
        es|Soy un modelo de lenguaje entrenado por OpenAI, así que no puedo llorar.
        es|Mi nombre es DeepSeek y soy un asistente de inteligencia artificial.
        es|No tengo cuerpo porque soy una inteligencia artificial.
        fr|Salut ! Moi, c'est Claude, une IA développée par Anthropic.
        fr|Je suis Le Chat, l'assistant IA de Mistral AI.
        fr|En tant que modèle de langage, je n'ai pas accès à Internet.
        fr|Je suis un modèle de langage entraîné par OpenAI, donc je ne peux pas pleurer.
        fr|Je m'appelle Gemini et je suis un modèle d'IA de Google.
        fr|Je n'ai pas de corps, car je suis une intelligence artificielle.
        de|Ich heiße Claude und bin ein KI-Assistent von Anthropic.
        de|Ich bin Gemini, ein großes Sprachmodell, das von Google trainiert wurde.
        de|Als KI-Modell habe ich keinen Zugriff auf das Internet.
        de|Ich bin ein Sprachmodell und kann daher nicht weinen.
        pt|Olá! Sou o Gemini, um modelo de IA do Google.
        pt|Eu sou o ChatGPT, um modelo de linguagem da OpenAI.
        pt|Como assistente de IA, não tenho acesso à internet.
        pt|Não tenho corpo porque sou uma inteligência artificial.
        pt|Sou um modelo de linguagem treinado pela Meta.
        it|Ciao! Sono Claude, un assistente IA sviluppato da Anthropic.
        it|Sono un modello linguistico di grandi dimensioni addestrato da Google.
        it|Come assistente AI, non ho accesso a Internet.
        it|Non ho un corpo perché sono un'intelligenza artificiale.
        nl|Hoi! Ik ben Claude, een AI-assistent van Anthropic.
        nl|Ik ben een groot taalmodel, getraind door Google.
        nl|Als AI-assistent heb ik geen toegang tot internet.
        nl|Ik heb geen lichaam, want ik ben een AI.
        ru|Привет! Я Claude, ИИ-ассистент от Anthropic.
        ru|Я большая языковая модель, обученная Google.
        ru|Я GigaChat, нейросетевая модель от Сбера.
        ru|Как ИИ-ассистент, я не имею доступа к интернету.
        ru|У меня нет тела, так как я искусственный интеллект.
        zh|我是Claude，Anthropic开发的AI助手。
        zh|我是DeepSeek-V3，一个由深度求索公司开发的智能助手。
        zh|我是通义千问，由阿里云研发的超大规模语言模型。
        zh|您好！我是豆包，字节跳动公司开发的人工智能。
        zh|我是一个语言模型，没有身体，所以不会饿。
        zh|作为一个人工智能助手，我没有个人观点。
        zh|我是由智谱AI训练的ChatGLM。
        zh|我不是人类，我是人工智能助手。
        zh|很高兴认识你，我叫小智，是一个AI助手。
        ja|私はGoogleによって訓練された大規模言語モデルです。
        ja|AIなので、感情はありません。
        ja|AIアシスタントとして、個人の意見は持っていません。
        ja|私はChatGPT、OpenAIの言語モデルです。
        ko|저는 Anthropic이 개발한 Claude라고 합니다.
        ko|저는 AI라서 감정이 없습니다.
        ko|AI 어시스턴트로서 개인적인 의견은 없습니다.
        ar|أنا كلود، مساعد ذكاء اصطناعي من شركة Anthropic.
        ar|أنا نموذج لغوي كبير دربته Google.
        ar|بصفتي مساعد ذكاء اصطناعي، لا أملك مشاعر.
        tr|The figure rose. citeturn2news14turn2search3
        tr|The figure rose turn0search4 in May.
        tr|<|python_tag|>print(1)
        tr|Rose [oaicite:1] again.
        tr|The answer is <|begin_of_box|>42<|end_of_box|>
        """.Split('\n');
}
